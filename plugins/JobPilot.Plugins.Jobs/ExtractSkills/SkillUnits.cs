using System.Collections.Frozen;
using JobPilot.Plugins.Jobs.Rules;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.ExtractSkills;

/// <summary>
/// Tells fields of work that only name a part of an organisation, such as "work with the Sales, Marketing and Product teams", from those that are skills. Looks only at the few words
/// beside a name. Thread-safe.
/// </summary>
internal sealed class SkillUnits
{
    private const int MostItems = 8;

    /// <summary>Letters before a list of fields among which the words lie that say whose unit it is; more where a rule file's phrase is longer.</summary>
    private const int BesideGap = 40;

    /// <summary>Letters that such words have at least behind them before the list begins: "work with all of our sales team".</summary>
    private const int WordsBehind = 12;
    private static readonly string[] Joints = ["and ", "or ", "und ", "oder ", "en ", "et ", "y "];
    private readonly FoldedSet _ways;
    private readonly string[] _beside;
    private readonly int _besideGap;

    // Of the longest phrase, so that none stands in a rule file that is never found.
    private readonly int _mostWords;
    private readonly int _longestPhrase;
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _units;
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _unitsBefore;
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _notUnits;
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _fields;
    private readonly LetterSet _unitBegins;
    private readonly LetterSet _unitBeforeEnds;

    private SkillUnits(RuleSet rules)
    {
        var rows = rules.Rows("skill-units.tsv").ToLookup(row => row[0], row => row[1]);
        _ways = new FoldedSet([.. rows["way"]]);
        _beside = [.. rows["beside"]];
        _besideGap = _beside.Select(phrase => phrase.Length + WordsBehind).Append(BesideGap).Max();
        string[] phrases = [.. new[] { "unit", "unit_before", "no_unit", "field" }.SelectMany(role => rows[role])];
        _mostWords = phrases.Select(phrase => phrase.Count(' '.Equals) + 1).DefaultIfEmpty(1).Max();
        _longestPhrase = phrases.Select(phrase => phrase.Length).DefaultIfEmpty(1).Max();
        _units = Lookup("unit");
        _unitsBefore = Lookup("unit_before");
        _unitBegins = new LetterSet(rows["unit"].Select(phrase => phrase[0]));
        _unitBeforeEnds = new LetterSet(rows["unit_before"].Select(phrase => phrase[^1]));
        _notUnits = Lookup("no_unit");
        _fields = Lookup("field");

        FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Lookup(string role) => rows[role].ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The shipped words with what the user's files change.</summary>
    public static SkillUnits Of(RuleSet rules) => new(rules);

    /// <summary>
    /// Whether a field of knowledge only names a unit that the posting works with: it stands right before or behind such a word, or in a list of fields that ends before or begins behind one, and
    /// what goes before says that it is another's ("work with the sales team"). The work of the posting's own unit is a skill, and what a rule file names is meant wherever it stands.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="matches">The names that stand in it, in order.</param>
    /// <param name="index">Which of them the field is; of a text asked for in order.</param>
    /// <param name="list">The name that was asked for last and the first of its list, so that a long list is not gone through again from each of its names; both 0 at first.</param>
    public bool IsOthers(string text, List<SkillMatch> matches, int index, ref (int Index, int First) list)
    {
        if (!IsField(matches[index].Skill))
        {
            return false;
        }

        var first = index;
        while (first > list.Index && NextItem(text, EndOf(matches[first - 1])) is var next && next == matches[first].Start && next > EndOf(matches[first - 1]))
        {
            first--;
        }

        first = first == list.Index ? list.First : first;
        list = (index, first);
        var start = matches[first].Start;
        return IsBehindUnit(text, start, out var unit) ? IsBeside(text, unit) : EndsBeforeUnit(text, matches, index) && IsBeside(text, start);
    }

    private bool IsField(Skill skill) => skill is { Kind: "knowledge", Source: SkillSources.List } && !_ways.Has(skill.Name);

    private static int EndOf(in SkillMatch match) => match.Start + match.Length;

    /// <summary>Whether words such as "work with" stand shortly before a place, in its sentence.</summary>
    private bool IsBeside(string text, int start)
    {
        Span<char> folded = stackalloc char[_besideGap];
        var before = text.AsSpan(Math.Max(0, start - _besideGap)..start);
        Folding.Fold(before, folded);
        ReadOnlySpan<char> sentence = folded[..before.Length];
        sentence = sentence[(sentence.LastIndexOfAny('\n', ';', '!') + 1)..];
        sentence = sentence[(sentence.LastIndexOf(". ", StringComparison.Ordinal) + 1)..];
        return Phrases.HasAny(sentence, _beside);
    }

    private bool EndsBeforeUnit(string text, List<SkillMatch> matches, int index)
    {
        var end = EndOf(matches[index]);
        for (var items = 0; items < MostItems; items++)
        {
            if (IsBeforeUnit(text, end))
            {
                return true;
            }

            var next = NextItem(text, end);
            if (next == end)
            {
                return false;
            }

            while (index < matches.Count && matches[index].Start < next)
            {
                index++;
            }

            var isName = index < matches.Count && matches[index].Start == next;
            end = isName ? IsField(matches[index].Skill) ? EndOf(matches[index]) : next : EndOfItem(text, next);
            if (end == next)
            {
                return false;
            }
        }

        return false;
    }

    private bool IsBeforeUnit(string text, int end) =>
        end + 1 < text.Length && text[end] is ' ' or '-' or '\u00A0' && _unitBegins.MayHave(text[end + 1]) && LengthAt(text, end + 1, _units) > 0 && LengthAt(text, end + 1, _notUnits) == 0;

    /// <summary>Whether a unit's word stands right before a place, and where it begins.</summary>
    private bool IsBehindUnit(string text, int start, out int unit)
    {
        unit = 0;
        if (start < 2 || text[start - 1] != ' ' || !_unitBeforeEnds.MayHave(text[start - 2]))
        {
            return false;
        }

        Span<char> folded = stackalloc char[_longestPhrase + 1];
        var before = text.AsSpan(Math.Max(0, start - 2 - _longestPhrase)..(start - 1));
        Folding.Fold(before, folded);
        var begin = before.Length;
        for (var words = 0; words < _mostWords && begin > 0; words++, begin--)
        {
            begin = StartOfWord(before, begin);
            if (_unitsBefore.Contains(folded[begin..before.Length]))
            {
                unit = start - 1 - before.Length + begin;
                return true;
            }

            if (begin == 0 || before[begin - 1] != ' ')
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Length of the longest of some phrases that stands at a place; 0 where none does.</summary>
    private int LengthAt(string text, int start, FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> phrases)
    {
        Span<char> folded = stackalloc char[_longestPhrase + 1];
        var rest = text.AsSpan(start, Math.Min(_longestPhrase + 1, text.Length - start));
        Folding.Fold(rest, folded);
        var (longest, end) = (0, 0);
        for (var words = 0; words < _mostWords && end < rest.Length; words++, end++)
        {
            end = EndOfWord(rest, end);
            longest = phrases.Contains(folded[..end]) ? end : longest;
            if (end == rest.Length || rest[end] != ' ')
            {
                break;
            }
        }

        return longest;
    }

    /// <summary>Where the next item of a list begins; the same place where no list goes on.</summary>
    private static int NextItem(string text, int end)
    {
        var at = end;
        while (at < text.Length && text[at] is ' ' or ',' or '/' or '&')
        {
            at++;
        }

        if (at > end && text[at - 1] == ' ')
        {
            foreach (var joint in Joints)
            {
                if (text.AsSpan(at).StartsWith(joint))
                {
                    return at + joint.Length;
                }
            }
        }

        return text.AsSpan(end, at - end).ContainsAny(',', '/', '&') ? at : end;
    }

    /// <summary>The end of an item that is no name of the list: a known field, or one or two words with a capital each; where none begins, its start.</summary>
    private int EndOfItem(string text, int start)
    {
        if (LengthAt(text, start, _fields) is > 0 and var length)
        {
            return start + length;
        }

        if (start == text.Length || !char.IsUpper(text[start]))
        {
            return start;
        }

        var end = EndOfWord(text, start);
        return !IsBeforeUnit(text, end) && end + 1 < text.Length && text[end] == ' ' && char.IsUpper(text[end + 1]) ? EndOfWord(text, end + 1) : end;
    }

    private static int StartOfWord(ReadOnlySpan<char> text, int end)
    {
        var start = end;
        while (start > 0 && char.IsLetter(text[start - 1]))
        {
            start--;
        }

        return start;
    }

    private static int EndOfWord(ReadOnlySpan<char> text, int start)
    {
        var end = start;
        while (end < text.Length && char.IsLetter(text[end]))
        {
            end++;
        }

        return end;
    }
}
