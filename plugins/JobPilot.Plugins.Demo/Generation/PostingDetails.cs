namespace JobPilot.Plugins.Demo;

/// <summary>What is an advert's own, beside what its opening gives.</summary>
internal sealed class PostingDetails
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required string Publisher { get; init; }

    public required string Description { get; init; }

    public required DateTimeOffset PostedAt { get; init; }

    public required string Employer { get; init; }

    public required string EmploymentWord { get; init; }

    public required string ApplyLink { get; init; }
}
