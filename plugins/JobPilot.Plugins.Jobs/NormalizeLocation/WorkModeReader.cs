using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using JobPilot.Plugins.Jobs.Rules;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.NormalizeLocation;

/// <summary>Reads remote, hybrid and on-site work from running text by the rules of <c>work-mode.tsv</c>. Thread-safe.</summary>
internal sealed class WorkModeReader
{
    /// <summary>The shipped table.</summary>
    public const string File = "work-mode.tsv";

    private const int NearWords = 8;
    private const int NearLength = 72;
    private const int LongestEnding = 3;

    /// <summary>Letters between a remote part and one on site that are said of the same work.</summary>
    private const int MostBetween = 24;
    private static readonly Lazy<WorkModeReader> Loaded = new(() => new WorkModeReader(RuleSet.Shipped));
    private static readonly string[] Ranking = ["hybrid", "remote", "on_site"];

    // With a full stop that ends no sentence: "on-site, min. 2 days a week".
    private static readonly string[] Shortened = ["min", "approx", "inkl", "incl", "bzw"];
    private static readonly SearchValues<char> SentenceEnds = SearchValues.Create(".!?;|•\n\r");

    // By the trigger's first letter, longest first.
    private readonly Dictionary<char, (string Trigger, WorkModeRule[] Rules)[]> _rules;
    private readonly Beginnings _beginnings;
    private readonly WorkModeRule[] _joining;

    private WorkModeReader(RuleSet rules)
    {
        var ids = new RuleIds();
        var all = rules.Rows(File).Select(row => Rule(row, ids)).ToLookup(rule => rule.Side == WorkModeSide.Joins);
        _joining = [.. all[true]];
        var triggers = all[false].GroupBy(rule => rule.Trigger).ToList();
        _rules = triggers.Select(group => (group.Key, WithDenials([.. group]))).OrderByDescending(group => group.Key.Length)
            .GroupBy(group => group.Key[0]).ToDictionary(groups => groups.Key, groups => groups.ToArray());
        _beginnings = new Beginnings(triggers.Select(group => group.Key), ofWords: true);
    }

    /// <summary>The reader, loaded on first use.</summary>
    public static WorkModeReader Instance => Loaded.Value;

    /// <summary>The reader with what the user's files change.</summary>
    public static WorkModeReader Of(RuleSet rules) => rules.Changes(File) ? new WorkModeReader(rules) : Instance;

    /// <summary>Reads a text.</summary>
    /// <returns>Null where the text does not say.</returns>
    public WorkModeFinding? Read(string text)
    {
        var rented = ArrayPool<char>.Shared.Rent(text.Length);
        var folded = rented.AsSpan(0, text.Length);
        Folding.Fold(text, folded);
        Span<int> scores = stackalloc int[Ranking.Length];
        var findings = default(Findings);
        Span<int> starts = stackalloc int[Ranking.Length];
        (WorkModeRule? Rule, int Start, int End) last = default;
        (WorkModeRule? Rule, int Start, int End) both = default;
        foreach (var at in _beginnings.In(folded))
        {
            if (Folding.IsWordAt(folded, at - 1) || Decide(text, folded, at) is not { Mode: not "none" } rule)
            {
                continue;
            }

            var rank = Array.IndexOf(Ranking, rule.Mode);
            if (rule.Score > scores[rank])
            {
                (scores[rank], findings[rank], starts[rank]) = (rule.Score, rule, at);
            }

            if (both.Rule is null && last.Rule is { } before && IsPart(before) && IsPart(rule) && before.Mode != rule.Mode)
            {
                both = (Joining(folded[last.End..Math.Max(at, last.End)]), last.Start, at + rule.Trigger.Length);
            }

            last = (rule, at, at + rule.Trigger.Length);
        }

        if (both.Rule is { } joining && Array.IndexOf(Ranking, joining.Mode) is >= 0 and var joined && scores[joined] < joining.Score)
        {
            (scores[joined], findings[joined], starts[joined]) = (joining.Score, joining with { Trigger = text[both.Start..both.End] }, both.Start);
        }

        ArrayPool<char>.Shared.Return(rented);
        var best = 0;
        for (var rank = 1; rank < Ranking.Length; rank++)
        {
            best = scores[rank] > scores[best] ? rank : best;
        }

        return findings[best] is { } found
            ? new WorkModeFinding(found.Mode, found.Id, starts[best], found.Trigger.Length, 0.5 + (0.09 * found.Score))
            : null;
    }

    /// <summary>The best rule of each mode of <see cref="Ranking"/>.</summary>
    [InlineArray(3)]
    private struct Findings
    {
        private WorkModeRule? _first;
    }

    /// <summary>Whether a finding may be one part of two: "no remote work" says nothing of a place beside it.</summary>
    private static bool IsPart(WorkModeRule rule) => rule.Mode == "remote" || rule is { Mode: "on_site", IsDenial: false };

    /// <summary>The rule by which what stands between two findings joins them: "onsite and remotely", "im Office und ergänzender Remote Work"; null where it does not.</summary>
    private WorkModeRule? Joining(ReadOnlySpan<char> between)
    {
        if (between.Length > MostBetween || between.IndexOfAny(SentenceEnds) >= 0)
        {
            return null;
        }

        foreach (var rule in _joining)
        {
            if (Folding.FindPhrase(between, rule.Trigger) >= 0)
            {
                return rule;
            }
        }

        return null;
    }

    private static WorkModeRule Rule(RuleRow row, RuleIds ids)
    {
        var id = ids.Next($"work_mode.{row[0]}_{row[1]}_{row[3]}".Replace(' ', '_').Replace('-', '_'));
        return new WorkModeRule(row[0], SideOf(row[1]), row[2].Split('|', StringSplitOptions.RemoveEmptyEntries), row[3], int.Parse(row[4], CultureInfo.InvariantCulture), row.UserId ?? row.ShippedId ?? id);
    }

    private static WorkModeSide SideOf(string word) => word switch
    {
        "always" => WorkModeSide.Always,
        "next" => WorkModeSide.Next,
        "prev" => WorkModeSide.Prev,
        "before" => WorkModeSide.Before,
        "after" => WorkModeSide.After,
        "alone" => WorkModeSide.Alone,
        "longer" => WorkModeSide.Longer,
        "joins" => WorkModeSide.Joins,
        _ => WorkModeSide.Near,
    };

    /// <summary>A trigger that speaks of another mode by itself says on-site where it is denied: "no home office".</summary>
    private static WorkModeRule[] WithDenials(WorkModeRule[] rules) =>
        rules[^1].Mode is "remote" or "hybrid" ? Array.ConvertAll(rules, rule => rule with { IsDenial = rule.Mode == "on_site" }) : rules;

    private WorkModeRule? Decide(string original, ReadOnlySpan<char> text, int at)
    {
        foreach (var (trigger, rules) in _rules.GetValueOrDefault(text[at]) ?? [])
        {
            if (at + 1 < text.Length && trigger.Length > 1 && text[at + 1] != trigger[1])
            {
                continue;
            }

            if (!text[at..].StartsWith(trigger))
            {
                continue;
            }

            // "hybrides", "remotely": the rest of the word belongs to the trigger, unless the rules name it.
            var end = at + trigger.Length;
            var wordEnd = end;
            while (Folding.IsWordAt(text, wordEnd) && wordEnd - end < LongestEnding)
            {
                wordEnd++;
            }

            if (Folding.IsWordAt(text, wordEnd))
            {
                wordEnd = end;
            }

            foreach (var rule in rules)
            {
                if (Fits(original, text, at, end, wordEnd, rule))
                {
                    return rule;
                }
            }

            return null;
        }

        return null;
    }

    private static bool Fits(string original, ReadOnlySpan<char> text, int at, int end, int wordEnd, WorkModeRule rule) => rule.Side switch
    {
        WorkModeSide.Always => true,
        WorkModeSide.Next => Next(text, end, wordEnd, rule.Words),
        WorkModeSide.Alone => IsAlone(original, text, wordEnd, rule.Words),
        WorkModeSide.Longer => IsLonger(original, text, end, rule.Words),
        WorkModeSide.Prev => Prev(text[..at].TrimEnd(' '), rule.Words),
        WorkModeSide.Before => Phrases.HasAny(Before(text, at), rule.Words),
        WorkModeSide.After => Phrases.HasAny(After(text, wordEnd), rule.Words),
        _ => Phrases.HasAny(Before(text, at), rule.Words) || Phrases.HasAny(After(text, wordEnd), rule.Words),
    };

    /// <summary>
    /// Whether the trigger begins a longer word, other than by an ending or as one of the compounds: "hybridisation", not "Hybridmodell"; and not where the blank behind it was lost: "RemoteStatus".
    /// </summary>
    private static bool IsLonger(string original, ReadOnlySpan<char> text, int end, string[] compounds)
    {
        var wordEnd = end;
        while (Folding.IsWordAt(text, wordEnd) && !char.IsUpper(original[wordEnd]))
        {
            wordEnd++;
        }

        if (wordEnd - end <= LongestEnding)
        {
            return false;
        }

        foreach (var compound in compounds)
        {
            if (text[end..].StartsWith(compound))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether no noun follows that the trigger only describes: "on-site, in Bergen" and "on-site in Bergen", not "on-site catering". A capital letter begins something new.</summary>
    private static bool IsAlone(string original, ReadOnlySpan<char> text, int wordEnd, string[] words)
    {
        var at = wordEnd;
        while (at < text.Length && text[at] == ' ')
        {
            at++;
        }

        return !Folding.IsWordAt(text, at) || char.IsUpper(original[at]) || char.IsDigit(text[at]) || Phrases.StartsWithAny(text[at..], words);
    }

    private static bool Next(ReadOnlySpan<char> text, int end, int wordEnd, string[] words)
    {
        var rest = text[wordEnd..].TrimStart(" \"'“”„‘’«»");
        foreach (var word in words)
        {
            if (Folding.HasPhraseAt(rest, 0, word) || (word[0] == '-' && text[end..].StartsWith(word)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Prev(ReadOnlySpan<char> before, string[] words)
    {
        var bare = before.TrimEnd("- (");
        foreach (var word in words)
        {
            // A share stands directly before its word: in "travel 25% - remote" it is another thing's.
            var lead = word[^1] is '-' or ':' || (word[^1] == '%' && word[0] != '1') ? before : bare;
            if (lead.Length > 0 && lead[^1] == word[^1] && lead.EndsWith(word) && !(char.IsLetterOrDigit(word[0]) && Folding.IsWordAt(lead, lead.Length - word.Length - 1)))
            {
                return true;
            }
        }

        return false;
    }

    private static ReadOnlySpan<char> Before(ReadOnlySpan<char> text, int at)
    {
        var window = text[Math.Max(0, at - NearLength)..at];
        window = window[(window.LastIndexOfAny(SentenceEnds) + 1)..];
        var words = 0;
        for (var i = window.Length - 1; i >= 0; i--)
        {
            if (window[i] == ' ' && ++words > NearWords)
            {
                return window[i..];
            }
        }

        return window;
    }

    private static ReadOnlySpan<char> After(ReadOnlySpan<char> text, int end)
    {
        var window = text[end..Math.Min(text.Length, end + NearLength)];
        for (var stop = 0; ; stop++)
        {
            var next = window[stop..].IndexOfAny(SentenceEnds);
            if (next < 0)
            {
                return window;
            }

            stop += next;
            if (window[stop] != '.' || !Phrases.EndsWithAny(window[..stop], Shortened))
            {
                return window[..stop];
            }
        }
    }
}
