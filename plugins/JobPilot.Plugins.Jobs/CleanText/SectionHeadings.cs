using System.Collections.Frozen;
using JobPilot.Plugins.Jobs.Rules;

namespace JobPilot.Plugins.Jobs.CleanText;

/// <summary>The headings of sections, from <c>section-headings.tsv</c>. Immutable once loaded.</summary>
internal sealed class SectionHeadings
{
    /// <summary>The shipped table.</summary>
    public const string File = "section-headings.tsv";

    /// <summary>Most letters of a heading.</summary>
    public const int Longest = 60;

    private static readonly Lazy<SectionHeadings> Loaded = new(() => new SectionHeadings(RuleSet.Shipped));
    private readonly FrozenDictionary<string, Heading>.AlternateLookup<ReadOnlySpan<char>> _headings;

    private SectionHeadings(RuleSet rules)
    {
        var headings = new Dictionary<string, Heading>(StringComparer.Ordinal);
        Span<char> normalized = stackalloc char[200];
        foreach (var row in rules.Rows(File))
        {
            headings.TryAdd(Normalize(row[1], normalized).ToString(), new Heading(Enum.Parse<SectionKind>(row[0], ignoreCase: true), row.UserId));
        }

        _headings = headings.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The headings, loaded on first use.</summary>
    public static SectionHeadings Instance => Loaded.Value;

    /// <summary>The headings with what the user's files change.</summary>
    public static SectionHeadings Of(RuleSet rules) => rules.Changes(File) ? new SectionHeadings(rules) : Instance;

    /// <summary>The heading that a line is, without its bullet; null where it is none.</summary>
    public Heading? Find(ReadOnlySpan<char> line)
    {
        Span<char> normalized = stackalloc char[Longest];
        var heading = Normalize(line, normalized);
        if (_headings.TryGetValue(heading, out var known))
        {
            return known;
        }

        // A short line with a colon and nothing behind it is a heading, whatever it says.
        return line[^1] == ':' && heading.Length > 2 && line.Length <= 40 && !heading.Contains(" and ", StringComparison.Ordinal) ? Heading.Any : null;
    }

    /// <summary>Small letters, apostrophes, ampersands and single blanks only.</summary>
    private static ReadOnlySpan<char> Normalize(ReadOnlySpan<char> line, Span<char> normalized)
    {
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

        return ((ReadOnlySpan<char>)normalized[..length]).TrimEnd(' ');
    }
}
