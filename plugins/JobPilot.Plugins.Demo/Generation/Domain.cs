namespace JobPilot.Plugins.Demo;

/// <summary>A line of work with its words.</summary>
internal sealed class Domain
{
    public required string Name { get; init; }

    public required string Soc { get; init; }

    public required string Zone { get; init; }

    public required int LowestPay { get; init; }

    public required int HighestPay { get; init; }

    public required string Industry { get; init; }

    public required string[] Heads { get; init; }

    public required string[] Areas { get; init; }

    public required string[] Skills { get; init; }

    public required string[] Things { get; init; }

    public required string[] Tools { get; init; }
}
