namespace JobPilot.Host.Commands.Positions;

/// <summary>A split as the home knows it: its collector, and its id there. A fallback's splits are the collector's, as <c>fallback/ID</c>.</summary>
internal readonly record struct SplitName(string Collector, string Split)
{
    private const string Fallback = "fallback/";

    /// <summary>Id in the home.</summary>
    public string Qualified => $"{Collector}/{Split}";

    /// <summary>Id of the component that reads it.</summary>
    public string Component => Split.StartsWith(Fallback, StringComparison.Ordinal) ? $"{Collector}.fallback" : Collector;

    public static SplitName Parse(string qualified)
    {
        var slash = qualified.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? new SplitName(qualified, "") : new SplitName(qualified[..slash], qualified[(slash + 1)..]);
    }
}
