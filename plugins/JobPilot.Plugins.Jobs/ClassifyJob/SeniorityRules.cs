using JobPilot.Plugins.Jobs.Listing;
using JobPilot.Plugins.Jobs.Rules;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.ClassifyJob;

/// <summary>Finds the seniority in a title by the rules of <c>seniority.tsv</c>. Thread-safe.</summary>
internal sealed class SeniorityRules
{
    /// <summary>The shipped table.</summary>
    public const string File = "seniority.tsv";

    /// <summary>The levels, from the lowest.</summary>
    public static readonly string[] Levels = ["intern", "entry", "mid", "senior", "lead", "manager", "director", "executive"];

    /// <summary>Words behind which another role, or the employer, is named.</summary>
    private static readonly string[] Joints = ["and", "und", "at", "of", "bei", "et", "y"];

    private const int MostKnown = 8192;
    private const int LongestKnown = 200;

    /// <summary>Digits of a board's number behind letters.</summary>
    private const int LeastDigits = 3;

    private static readonly Lazy<SeniorityRules> Loaded = new(() => new SeniorityRules(RuleSet.Shipped));
    private const int Entry = 1;
    private const int Lead = 4;
    private const int Manager = 5;
    private readonly Rule[] _rules;

    /// <summary>The user's own rules, which are asked first.</summary>
    private readonly Rule[] _added;

    /// <summary>Words in front of, and directly behind, one whose grade is that of whom the title's role works for.</summary>
    private readonly string[] _aides;
    private readonly string[] _aidesBehind;
    private readonly KeptTexts<(string Level, string Rule)?> _known;

    /// <summary>A bit for each two letters that a phrase begins with, by the low five bits of each: most rules are ruled out by them.</summary>
    private const int PairBits = 1024;

    private SeniorityRules(RuleSet rules)
    {
        _known = new(MostKnown, LongestKnown, Read);
        var rows = rules.Rows(File).ToLookup(row => row[0]);
        _aides = [.. rows["aide"].Select(row => row[1])];
        _aidesBehind = [.. rows["aide_behind"].Select(row => row[1])];
        var graded = rules.Rows(File).Where(row => Levels.Contains(row[0])).ToLookup(row => row.IsAdded);
        _added = [.. graded[true].Select(Read)];
        _rules = [.. graded[false].Select(Read)];
    }

    /// <summary>The rules, loaded on first use.</summary>
    public static SeniorityRules Instance => Loaded.Value;

    /// <summary>The rules with what the user's files change.</summary>
    public static SeniorityRules Of(RuleSet rules) => rules.Changes(File) ? new SeniorityRules(rules) : Instance;

    /// <summary>The level of a title and the rule that found it; null where the title does not say.</summary>
    public (string Level, string Rule)? Find(string title) => _known.Of(title);

    private (string Level, string Rule)? Read(string title)
    {
        Span<char> buffer = title.Length <= 256 ? stackalloc char[title.Length] : new char[title.Length];
        Folding.Fold(title, buffer);
        buffer.Replace('.', ' ');
        ReadOnlySpan<char> folded = buffer;
        Span<bool> pairs = stackalloc bool[PairBits];
        pairs.Clear();
        for (var i = 0; i < folded.Length; i++)
        {
            pairs[Pair(folded[i..])] = true;
        }

        if (Strongest(_added, folded, pairs) is { } own)
        {
            return (Levels[own.Level], own.Id);
        }

        var found = Strongest(_rules, folded, pairs);
        var best = found?.Level ?? -1;
        if (best == 0)
        {
            return (Levels[0], found!.Id);
        }

        // A junior manager manages no one.
        if (best == Manager && HasEntry(folded))
        {
            return (Levels[Entry], "seniority.entry_over_manager");
        }

        var numeral = Numeral(title);
        if (numeral > best)
        {
            return (Levels[numeral], "seniority.numeral");
        }

        return found is null ? null : (Levels[best], found.Id);
    }

    /// <summary>The rule of the most senior level that fits; one of the lowest level wins at once.</summary>
    private Rule? Strongest(Rule[] rules, ReadOnlySpan<char> folded, ReadOnlySpan<bool> pairs)
    {
        Rule? best = null;
        foreach (var rule in rules)
        {
            if (pairs[rule.Pair] && (best is null || rule.Level > best.Level || rule.Level == 0) && IsFound(folded, rule))
            {
                if (rule.Level == 0)
                {
                    return rule;
                }

                best = rule;
            }
        }

        return best;
    }

    private bool HasEntry(ReadOnlySpan<char> folded)
    {
        foreach (var rule in _rules)
        {
            if (rule.Level == Entry && IsFound(folded, rule))
            {
                return true;
            }
        }

        return false;
    }

    private static Rule Read(RuleRow row) => new(
        Array.IndexOf(Levels, row[0]), row[1], Words(row, 2), Words(row, 3), Words(row, 4), Pair(row[1]), row.UserId ?? $"seniority.{row[1].Replace(' ', '_')}");

    private static string[] Words(RuleRow row, int column) => row.Length > column ? row[column].Split('|', StringSplitOptions.RemoveEmptyEntries) : [];

    private static int Pair(ReadOnlySpan<char> text) => ((text[0] & 31) << 5) | (text.Length > 1 ? text[1] & 31 : 0);

    private bool IsFound(ReadOnlySpan<char> folded, Rule rule)
    {
        for (var at = Folding.FindPhrase(folded, rule.Phrase); at >= 0; at = Folding.FindPhrase(folded, rule.Phrase, at + 1))
        {
            var end = at + rule.Phrase.Length;
            if (end + LeastDigits < folded.Length && folded[end] == '-' && folded.Slice(end + 1, LeastDigits).IndexOfAnyExceptInRange('0', '9') < 0)
            {
                // "JR-204511" is a number.
                continue;
            }

            var before = folded[..at].TrimEnd(" -");
            var after = folded[end..].TrimStart(" -");
            if (!Phrases.EndsWithAny(before, rule.NotBefore) && !Phrases.StartsWithAny(after, rule.NotAfter)
                && (rule.Only.Length == 0 || (rule.Only[0] == "*end" ? IsEnd(folded[end..]) : Phrases.HasAny(after, rule.Only)))
                && !(rule.Level >= Lead && IsOfAnother(folded[..at], after)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a boss is not the title's role but whom it works for: "Secretary to the Managing Director", "Director's Assistant".</summary>
    private bool IsOfAnother(ReadOnlySpan<char> before, ReadOnlySpan<char> after)
    {
        before = before[(before.LastIndexOfAny(",;|:") + 1)..];
        var part = Math.Max(before.LastIndexOf(" - ", StringComparison.Ordinal), before.LastIndexOf(" / ", StringComparison.Ordinal)) + 1;
        return Phrases.StartsWithAny(after, _aidesBehind) || Phrases.HasAny(before[part..], _aides);
    }

    /// <summary>Whether a part of the title ends there, or another role is joined: "Founder &amp; CTO", "CEO - Bakery".</summary>
    private static bool IsEnd(ReadOnlySpan<char> after)
    {
        var next = after.TrimStart(' ');
        return next.IsEmpty || next[0] is ',' or '(' or '|' or '/' or '&' or ':' or ';' || (next[0] == '-' && next.Length < after.Length)
            || Phrases.StartsWithAny(next, Joints);
    }

    /// <summary>Roman numerals behind a role: I is entry, II mid, III and more senior.</summary>
    private static int Numeral(ReadOnlySpan<char> title)
    {
        var level = -1;
        foreach (var range in title.SplitAny(' ', ',', '(', ')', '/', '-'))
        {
            var word = title[range];
            level = word switch
            {
                "I" when range.Start.Value > 0 => Math.Max(level, 1),
                "II" => Math.Max(level, 2),
                "III" or "IV" => Math.Max(level, 3),
                _ => level,
            };
        }

        return level;
    }

    private sealed record Rule(int Level, string Phrase, string[] NotBefore, string[] NotAfter, string[] Only, int Pair, string Id);
}
