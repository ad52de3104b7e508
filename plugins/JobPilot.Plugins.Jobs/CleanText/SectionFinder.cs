namespace JobPilot.Plugins.Jobs.CleanText;

/// <summary>Finds a description's sections by its headings: short lines that say what follows.</summary>
internal sealed class SectionFinder
{
    private const int MostItems = 100;

    public Section Responsibilities { get; } = new();

    public Section Requirements { get; } = new();

    public Section Benefits { get; } = new();

    /// <summary>The sections of a clean text; null where it has no heading.</summary>
    /// <param name="text">The text.</param>
    /// <param name="headings">The headings that are known.</param>
    public static SectionFinder? Find(string text, SectionHeadings headings)
    {
        SectionFinder? found = null;
        Section? current = null;
        string? rule = null;
        for (var start = 0; start < text.Length;)
        {
            var length = text.AsSpan(start).IndexOf('\n');
            var end = length < 0 ? text.Length : start + length;
            var line = Bullets.Strip(text.AsSpan(start, end - start));
            if (line.Length > 0)
            {
                if (line.Length <= SectionHeadings.Longest && headings.Find(line) is { } heading)
                {
                    current = heading.Kind == SectionKind.Other ? null : (found ??= new SectionFinder()).Of(heading.Kind);
                    rule = heading.UserId;
                }
                else if (current is not null && current.Items.Count < MostItems)
                {
                    current.Items.Add(line.ToString());
                    current.Start = current.Start < 0 ? start : current.Start;
                    current.End = end;
                    current.Rule ??= rule;
                }
            }

            start = end + 1;
        }

        return found;
    }

    private Section Of(SectionKind kind) => kind switch
    {
        SectionKind.Responsibilities => Responsibilities,
        SectionKind.Requirements => Requirements,
        _ => Benefits,
    };
}
