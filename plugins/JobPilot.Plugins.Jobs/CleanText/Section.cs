namespace JobPilot.Plugins.Jobs.CleanText;

/// <summary>A section of a description: its items, and the span of the text in which they stand.</summary>
internal sealed class Section
{
    public List<string> Items { get; } = [];

    public int Start { get; set; } = -1;

    public int End { get; set; }

    /// <summary>Id of the user's rule that a heading of it is known by; null where only shipped ones are.</summary>
    public string? Rule { get; set; }
}
