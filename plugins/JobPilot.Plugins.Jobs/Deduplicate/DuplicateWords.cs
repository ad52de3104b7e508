using System.Buffers;
using System.Collections.Frozen;
using JobPilot.Plugins.Jobs.Listing;
using JobPilot.Plugins.Jobs.Rules;

namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>
/// The words by which postings are written in one way before they are compared, from <c>duplicate-words.tsv</c>. Keys that the memory holds were made by them: another
/// shipped table is another <see cref="DeduplicateProcessor.StateVersion"/>. Immutable once loaded.
/// </summary>
internal sealed class DuplicateWords
{
    /// <summary>The shipped table.</summary>
    public const string File = "duplicate-words.tsv";

    private const int MostTitles = 4096;
    private const int LongestTitle = 200;
    private static readonly Lazy<DuplicateWords> Loaded = new(() => new DuplicateWords(RuleSet.Shipped));

    private DuplicateWords(RuleSet rules)
    {
        var rows = rules.Rows(File).ToList();
        string[] Of(string kind) => [.. rows.Where(row => row[0] == kind).Select(row => row[1])];
        CompanyEnds = Of("legal_form").Concat(Of("country")).Select(Folded).ToHashSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        NameEnds = Of("name_end").Select(Folded).ToHashSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        PlaceFillers = Of("place_filler").ToFrozenSet(StringComparer.Ordinal);
        Requisitions = Of("requisition");
        AnyRequisition = SearchValues.Create(Requisitions, StringComparison.OrdinalIgnoreCase);
        References = Of("reference").ToFrozenSet(StringComparer.Ordinal);
        FullTime = Of("full_time");
        PartTime = Of("part_time");
        CityLeads = Of("city_lead");
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in rows.Where(row => row[0] == "word"))
        {
            words.TryAdd(Folded(row[1]), string.Join(' ', Folded(row[2]).Split(' ').Select(word => OpeningTitle.Stem(word).ToString())));
        }

        Words = words.GetAlternateLookup<ReadOnlySpan<char>>();
        Dropped = Of("dropped").Select(Folded).ToHashSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        Phrases = Of("phrase");
        AnyPhrase = SearchValues.Create(Phrases, StringComparison.OrdinalIgnoreCase);
        Endings = Of("ending");
        SharedHosts = Of("shared_host").ToHashSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
        SharedPages = Of("shared_page").ToHashSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
        Tracking = Of("tracking").ToHashSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
        Titles = new KeptTexts<TitleReading>(MostTitles, LongestTitle, title => OpeningTitle.Read(title, this));
    }

    /// <summary>Hosts whose addresses may be those of many openings; case does not count.</summary>
    public HashSet<string>.AlternateLookup<ReadOnlySpan<char>> SharedHosts { get; }

    /// <summary>Last parts of addresses that may be those of many openings; case does not count.</summary>
    public HashSet<string>.AlternateLookup<ReadOnlySpan<char>> SharedPages { get; }

    /// <summary>The words, loaded on first use.</summary>
    public static DuplicateWords Instance => Loaded.Value;

    /// <summary>The words with what the user's files change.</summary>
    public static DuplicateWords Of(RuleSet rules) => rules.Changes(File) ? new DuplicateWords(rules) : Instance;

    /// <summary>Legal forms and countries at the end of a company's name, folded.</summary>
    public HashSet<string>.AlternateLookup<ReadOnlySpan<char>> CompanyEnds { get; }

    /// <summary>Legal forms that are no words of names: what follows them describes the company.</summary>
    public HashSet<string>.AlternateLookup<ReadOnlySpan<char>> NameEnds { get; }

    /// <summary>Words of a place that name none.</summary>
    public FrozenSet<string> PlaceFillers { get; }

    /// <summary>What stands before an employer's number, in order.</summary>
    public string[] Requisitions { get; }

    /// <summary>Those of <see cref="Requisitions"/> before numbers that a board or agency may have given.</summary>
    public FrozenSet<string> References { get; }

    /// <summary>Words of titles of work in full time, folded.</summary>
    public string[] FullTime { get; }

    /// <summary>Words of titles of work in part time, folded.</summary>
    public string[] PartTime { get; }

    /// <summary>Finds any of <see cref="Requisitions"/>.</summary>
    public SearchValues<string> AnyRequisition { get; }

    /// <summary>What stands before a city in a text, blanks included.</summary>
    public string[] CityLeads { get; }

    /// <summary>Words of titles and what each is read as: stems, apart by blanks.</summary>
    public Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Words { get; }

    /// <summary>Words of titles that do not count.</summary>
    public HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Dropped { get; }

    /// <summary>Phrases of titles that do not count, in order.</summary>
    public string[] Phrases { get; }

    /// <summary>Finds any of <see cref="Phrases"/>.</summary>
    public SearchValues<string> AnyPhrase { get; }

    /// <summary>Endings of the other gender, in order.</summary>
    public string[] Endings { get; }

    /// <summary>Parameters of an address that only tell where the visitor came from; case does not count.</summary>
    public HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Tracking { get; }

    /// <summary>What titles are read as by these words.</summary>
    public KeptTexts<TitleReading> Titles { get; }

    private static string Folded(string word)
    {
        Span<char> folded = stackalloc char[2 * word.Length];
        return folded[..MatchKey.Fold(word, folded)].ToString();
    }
}
