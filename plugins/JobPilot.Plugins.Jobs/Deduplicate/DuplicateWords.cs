using System.Collections.Frozen;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>
/// The words by which postings are written in one way before they are compared, from <c>duplicate-words.tsv</c>. Rule files do not change them: keys that the memory
/// holds were made by them, and those of postings that were merged away cannot be made again. Another table is another <see cref="DeduplicateProcessor.StateVersion"/>.
/// Immutable once loaded.
/// </summary>
internal sealed class DuplicateWords
{
    private const string File = "duplicate-words.tsv";
    private static readonly Lazy<DuplicateWords> Loaded = new(() => new DuplicateWords());

    private DuplicateWords()
    {
        var rows = EmbeddedText.Rows(File).ToList();
        string[] Of(string kind) => [.. rows.Where(row => row[0] == kind).Select(row => row[1])];
        CompanyEnds = Of("legal_form").Concat(Of("country")).ToHashSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        PlaceFillers = Of("place_filler").ToFrozenSet(StringComparer.Ordinal);
        Requisitions = Of("requisition");
        CityLeads = Of("city_lead");
        Words = rows.Where(row => row[0] == "word").ToDictionary(row => row[1], row => row[2], StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        Dropped = Of("dropped").ToHashSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        Phrases = Of("phrase");
        Endings = Of("ending");
        Tracking = Of("tracking").ToHashSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The words, loaded on first use.</summary>
    public static DuplicateWords Instance => Loaded.Value;

    /// <summary>Legal forms and countries at the end of a company's name, folded.</summary>
    public HashSet<string>.AlternateLookup<ReadOnlySpan<char>> CompanyEnds { get; }

    /// <summary>Words of a place that name none.</summary>
    public FrozenSet<string> PlaceFillers { get; }

    /// <summary>What stands before an employer's number, in order.</summary>
    public string[] Requisitions { get; }

    /// <summary>What stands before a city in a text, blanks included.</summary>
    public string[] CityLeads { get; }

    /// <summary>Words of titles and what each is read as, words apart by blanks.</summary>
    public Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Words { get; }

    /// <summary>Words of titles that do not count.</summary>
    public HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Dropped { get; }

    /// <summary>Phrases of titles that do not count, in order.</summary>
    public string[] Phrases { get; }

    /// <summary>Endings of the other gender, in order.</summary>
    public string[] Endings { get; }

    /// <summary>Parameters of an address that only tell where the visitor came from; case does not count.</summary>
    public HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Tracking { get; }
}
