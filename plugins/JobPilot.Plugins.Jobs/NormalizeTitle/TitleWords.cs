using System.Buffers;
using JobPilot.Plugins.Jobs.Rules;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.NormalizeTitle;

/// <summary>The words of titles, from <c>title-words.tsv</c>. Immutable once loaded.</summary>
internal sealed class TitleWords
{
    /// <summary>The shipped table.</summary>
    public const string File = "title-words.tsv";

    private static readonly Lazy<TitleWords> Loaded = new(() => new TitleWords(RuleSet.Shipped));
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _roles;
    private readonly int _longestRole;

    private TitleWords(RuleSet rules)
    {
        var rows = rules.Rows(File).ToList();
        HashSet<string> Of(string kind) => rows.Where(row => row[0] == kind).Select(row => row[1]).ToHashSet(StringComparer.Ordinal);
        Gender = Of("gender_word");
        Grades = [.. Of("grade").Select(grade => grade.Replace(".", "", StringComparison.Ordinal))];
        Flags = Of("flag");
        SegmentWords = Of("segment_word");
        Interns = Of("intern");
        Heads = Of("head_alone");
        Phrases = [.. Of("phrase").OrderByDescending(phrase => phrase.Length)];
        Openings = [.. Of("opening").OrderByDescending(phrase => phrase.Length)];
        Tails = [.. Of("tail")];
        RoleTails = [.. Of("role_tail").OrderByDescending(phrase => phrase.Length)];
        Closings = [.. Of("closing").OrderByDescending(phrase => phrase.Length)];
        NoTails = [.. Of("no_tail")];
        Starts = [.. Of("start").OrderByDescending(phrase => phrase.Length)];
        Months = Of("month");
        Conjunctions = Of("conjunction");
        Feminines = [.. rows.Where(row => row[0] == "feminine").Select(row => (row[1] == "-" ? "" : row[1], row[2]))];
        Abbreviations = [.. Of("abbreviation").Select(word => word.ToUpperInvariant())];
        Endings = [.. Of("ending")];
        EndingSigns = SearchValues.Create([.. Endings.Select(ending => ending[0])]);
        GenderMarks = Of("gender_mark");
        Loose = Of("loose");
        PluralEndings = [.. Of("plural")];
        FrontGrades = Of("front_grade");
        LeadTrades = Of("lead_trade");
        RoleGrades = Of("role_grade");
        Kept = Of("kept");
        GradeJoints = Of("grade_joint");
        NoShares = [.. Of("no_share")];
        Small = [.. Of("small").Select(word => word.ToUpperInvariant())];
        Roles = Of("role");
        _roles = Roles.GetAlternateLookup<ReadOnlySpan<char>>();
        _longestRole = Roles.Select(role => role.Length).DefaultIfEmpty().Max();
        FirstWords = Grades.Concat(Flags).Select(phrase => phrase.Split(' ')[0]).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The words, loaded on first use.</summary>
    public static TitleWords Instance => Loaded.Value;

    /// <summary>The words with what the user's files change.</summary>
    public static TitleWords Of(RuleSet rules) => rules.Changes(File) ? new TitleWords(rules) : Instance;

    /// <summary>Letters and words of gender marks such as (m/w/d).</summary>
    public HashSet<string> Gender { get; }

    /// <summary>Words and numerals of grade.</summary>
    public HashSet<string> Grades { get; }

    /// <summary>Phrases of working time, contract, place of work and offers.</summary>
    public HashSet<string> Flags { get; }

    /// <summary>Words that a grade or flag begins with.</summary>
    public HashSet<string> FirstWords { get; }

    /// <summary>Words that make the whole segment that they stand in no part of the title.</summary>
    public HashSet<string> SegmentWords { get; }

    /// <summary>Words of internships and apprenticeships.</summary>
    public HashSet<string> Interns { get; }

    /// <summary>Heads that stand before a comma and belong behind what follows it: "Manager, Software Engineering".</summary>
    public HashSet<string> Heads { get; }

    /// <summary>Phrases that are no part of a title wherever they stand behind its beginning, longest first.</summary>
    public string[] Phrases { get; }

    /// <summary>What is said before a title, longest first: "hiring for".</summary>
    public string[] Openings { get; }

    /// <summary>Phrases that end a title with all that follows: "job at".</summary>
    public string[] Tails { get; }

    /// <summary>Phrases that end a title with all that follows where a role stands before them, longest first: "at", "im raum".</summary>
    public string[] RoleTails { get; }

    /// <summary>What is said behind a title, longest first: "position available".</summary>
    public string[] Closings { get; }

    /// <summary>Words behind a phrase of <see cref="RoleTails"/> that belong to the title: "at sea".</summary>
    public string[] NoTails { get; }

    /// <summary>Words before the day that work begins, longest first: "ab".</summary>
    public string[] Starts { get; }

    /// <summary>Months and seasons.</summary>
    public HashSet<string> Months { get; }

    /// <summary>Words and signs that join the last item of a list: "and", "&amp;".</summary>
    public HashSet<string> Conjunctions { get; }

    /// <summary>Endings of words and, for each, that of the other gender.</summary>
    public (string Ending, string Feminine)[] Feminines { get; }

    /// <summary>Long abbreviations, in capitals, which stay so.</summary>
    public HashSet<string> Abbreviations { get; }

    /// <summary>Endings of one gender behind the other's, in brackets or behind a sign, in order: Director(a), Manager:in, Verkäufer*innen.</summary>
    public string[] Endings { get; }

    /// <summary>Signs that an ending begins with.</summary>
    public SearchValues<char> EndingSigns { get; }

    /// <summary>Gender marks in one word: mwd.</summary>
    public HashSet<string> GenderMarks { get; }

    /// <summary>What is left at the end once a flag behind it is gone: "Koch in" of "Koch in Vollzeit".</summary>
    public HashSet<string> Loose { get; }

    /// <summary>Endings of plurals, whose last letter goes.</summary>
    public string[] PluralEndings { get; }

    /// <summary>Grades that are the noun itself at the end, and a grade only in front of a role: lead.</summary>
    public HashSet<string> FrontGrades { get; }

    /// <summary>Words behind "lead" that make it a thing: lead generation.</summary>
    public HashSet<string> LeadTrades { get; }

    /// <summary>Grades that go only where a role stands beside them: expert.</summary>
    public HashSet<string> RoleGrades { get; }

    /// <summary>Phrases in which a word of grade or flag is none: senior living, remote sensing.</summary>
    public HashSet<string> Kept { get; }

    /// <summary>Words that join two grades: "junior to senior"; those of <see cref="Conjunctions"/> do too.</summary>
    public HashSet<string> GradeJoints { get; }

    /// <summary>Words behind a percentage that is no share of a week: "100% remote".</summary>
    public string[] NoShares { get; }

    /// <summary>Words that are written small within a title, in capitals.</summary>
    public HashSet<string> Small { get; }

    /// <summary>Nouns that name a role.</summary>
    public HashSet<string> Roles { get; }

    /// <summary>Whether a text names a role.</summary>
    public bool HasRoleIn(string text)
    {
        Span<char> folded = text.Length <= 256 ? stackalloc char[text.Length] : new char[text.Length];
        Folding.Fold(text, folded);
        return HasRole(folded);
    }

    /// <summary>Whether a folded text names a role.</summary>
    public bool HasRole(ReadOnlySpan<char> folded)
    {
        foreach (var word in folded.SplitAny(' ', '-', '/', ',', '&'))
        {
            if (IsRole(folded[word]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a folded word names a role; German compounds end with one.</summary>
    public bool IsRole(ReadOnlySpan<char> word)
    {
        if (_roles.Contains(word) || (word.EndsWith("s") && _roles.Contains(word[..^1])) || (word.EndsWith("in") && _roles.Contains(word[..^2])))
        {
            return true;
        }

        for (var at = Math.Max(3, word.Length - _longestRole); at < word.Length - 3 && word.Length >= 9; at++)
        {
            if (_roles.Contains(word[at..]))
            {
                return true;
            }
        }

        return false;
    }
}
