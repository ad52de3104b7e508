using System.Collections.Frozen;

namespace JobPilot.Plugins.Jobs.CleanText;

/// <summary>Finds a description's sections by its headings: short lines that say what follows.</summary>
internal sealed class SectionFinder
{
    private const int LongestHeading = 60;
    private const int MostItems = 100;

    private static readonly FrozenDictionary<string, SectionKind> Headings = BuildHeadings();
    private static readonly FrozenDictionary<string, SectionKind>.AlternateLookup<ReadOnlySpan<char>> BySpan =
        Headings.GetAlternateLookup<ReadOnlySpan<char>>();

    private enum SectionKind
    {
        /// <summary>Any other heading: ends the section before it.</summary>
        Other = 0,
        Responsibilities,
        Requirements,
        Benefits,
    }

    public Section Responsibilities { get; } = new();

    public Section Requirements { get; } = new();

    public Section Benefits { get; } = new();

    /// <summary>The sections of a clean text; null where it has no heading.</summary>
    public static SectionFinder? Find(string text)
    {
        SectionFinder? found = null;
        Section? current = null;
        for (var start = 0; start < text.Length;)
        {
            var length = text.AsSpan(start).IndexOf('\n');
            var end = length < 0 ? text.Length : start + length;
            var line = Bullets.Strip(text.AsSpan(start, end - start));
            if (line.Length > 0)
            {
                if (line.Length <= LongestHeading && TryHeading(line, out var kind))
                {
                    current = kind == SectionKind.Other ? null : (found ??= new SectionFinder()).Of(kind);
                }
                else if (current is not null && current.Items.Count < MostItems)
                {
                    current.Items.Add(line.ToString());
                    current.Start = current.Start < 0 ? start : current.Start;
                    current.End = end;
                }
            }

            start = end + 1;
        }

        return found;
    }

    private static bool TryHeading(ReadOnlySpan<char> line, out SectionKind kind)
    {
        Span<char> normalized = stackalloc char[LongestHeading];
        var length = 0;
        foreach (var value in line)
        {
            var letter = value == '’' ? '\'' : char.ToLowerInvariant(value);
            if (char.IsLetter(letter) || letter == '\'')
            {
                normalized[length++] = letter;
            }
            else if (letter == '&')
            {
                normalized[length++] = '&';
            }
            else if (length > 0 && normalized[length - 1] != ' ')
            {
                normalized[length++] = ' ';
            }
        }

        ReadOnlySpan<char> heading = normalized[..length];
        heading = heading.TrimEnd(' ');
        if (BySpan.TryGetValue(heading, out kind))
        {
            return true;
        }

        // A short line with a colon and nothing behind it is a heading, whatever it says.
        return line[^1] == ':' && heading.Length > 2 && line.Length <= 40 && !heading.Contains(" and ", StringComparison.Ordinal);
    }

    private static FrozenDictionary<string, SectionKind> BuildHeadings()
    {
        var headings = new Dictionary<string, SectionKind>(StringComparer.Ordinal);
        using var stream = typeof(SectionFinder).Assembly.GetManifestResourceStream("data/section-headings.txt")!;
        using var reader = new StreamReader(stream);
        var kind = SectionKind.Other;
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (line[0] == '[')
            {
                kind = Enum.Parse<SectionKind>(line.AsSpan(1, line.Length - 2), ignoreCase: true);
            }
            else
            {
                headings[line] = kind;
            }
        }

        return headings.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private Section Of(SectionKind kind) => kind switch
    {
        SectionKind.Responsibilities => Responsibilities,
        SectionKind.Requirements => Requirements,
        _ => Benefits,
    };
}
