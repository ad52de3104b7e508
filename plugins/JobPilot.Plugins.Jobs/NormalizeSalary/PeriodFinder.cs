namespace JobPilot.Plugins.Jobs.NormalizeSalary;

/// <summary>Finds the words near an amount that say for what time it is. Thread-safe.</summary>
internal sealed class PeriodFinder(SalaryWords words)
{
    private const string Signs = "$£€₹";
    private const string PhraseEnds = "+,.;:|()&";
    private const int Near = 24;
    private const int NextWords = 16;

    /// <summary>Letters that the longest phrase may have of which another is the end: "monthly" of "two times monthly".</summary>
    private const int LongestLead = 20;

    /// <summary>Letters of a word that a full stop ends, and not shortens: "person." and not "gr.".</summary>
    private const int LeastSentence = 4;

    /// <summary>Whether a period or a word such as gross stands at a place, behind a blank or at once.</summary>
    public bool IsAt(ReadOnlySpan<char> text, int at)
    {
        at += at < text.Length && text[at] == ' ' ? 1 : 0;
        return (words.Periods.At(text, at) ?? words.Qualifiers.At(text, at)) is not null;
    }

    /// <summary>Finds the period; null where none is named.</summary>
    /// <param name="before">Text before the amount.</param>
    /// <param name="after">Text behind it.</param>
    /// <param name="isNear">2 for directly behind the amount, 1 for elsewhere near it, 0 for nowhere.</param>
    /// <param name="isOwn">Whether no other amount stands between: else it may be the period of that one.</param>
    public string? Find(ReadOnlySpan<char> before, ReadOnlySpan<char> after, out int isNear, out bool isOwn)
    {
        (isNear, isOwn) = (0, true);
        string? period = null;
        var line = after.IndexOfAny(Surroundings.SentenceEnds);
        var near = line < 0 ? after : after[..line];
        var next = near.IndexOfAny(Signs);
        for (var at = -1; (at = words.Periods.First(near, at + 1, out var phrase)) >= 0;)
        {
            if (!PayPeriods.IsListed(words.PeriodOf(phrase!)) && (IsOfWorkingTime(near[..at]) || IsOfNextSentence(near[..at])))
            {
                // "€2,500. Bi-weekly lunch": nor is it a week.
                at += phrase!.Length - 1;
                continue;
            }

            if (!IsOfWorkingTime(near[..at]) && !(char.IsLetter(phrase![0]) && !phrase.Contains(' ', StringComparison.Ordinal) && IsOfOther(near[(at + phrase.Length)..])))
            {
                (period, isNear) = (words.PeriodOf(phrase), at <= Near ? 2 : 1);
                isOwn = next < 0 || at < next;
                break;
            }
        }

        if (isNear == 2 && isOwn)
        {
            return period;
        }

        while (words.Periods.Last(before, out var phrase) is >= 0 and var at)
        {
            (at, phrase) = Longest(before, at, phrase!);

            // A slash stands behind what it divides: "(m/w/d)".
            if (phrase[0] != '/' && !IsOfWorkingTime(before[..at]))
            {
                (period, isNear, isOwn) = (words.PeriodOf(phrase), Math.Max(1, isNear), false);
                break;
            }

            before = before[..at];
        }

        return period;
    }

    /// <summary>The longest phrase that ends where one ends: "bi-weekly", not "weekly".</summary>
    private (int At, string Phrase) Longest(ReadOnlySpan<char> before, int at, string phrase)
    {
        var end = at + phrase.Length;
        for (var from = Math.Max(0, at - LongestLead); from < at; from++)
        {
            if (words.Periods.At(before, from) is { } longer && from + longer.Length >= end)
            {
                return (from, longer);
            }
        }

        return (at, phrase);
    }

    /// <summary>Whether a sentence ends between the amount and what follows it.</summary>
    private static bool IsOfNextSentence(ReadOnlySpan<char> between)
    {
        var stop = between.LastIndexOf(". ");
        if (stop < 0)
        {
            return false;
        }

        var word = between[..stop];
        return stop == 0 || (word.Length >= LeastSentence && !word[^LeastSentence..].ContainsAnyExceptInRange('a', 'z'));
    }

    /// <summary>Whether a period is that of what follows it: "annual cash bonus", "monthly allowance".</summary>
    private bool IsOfOther(ReadOnlySpan<char> behind)
    {
        var next = behind[..Math.Min(behind.Length, NextWords)];
        var end = next.IndexOfAny(PhraseEnds);
        next = end < 0 ? next : next[..end];
        var at = words.OnTop.First(next, 0, out _);
        at = at >= 0 ? at : words.NotAfter.First(next, 0, out _);
        if (at < 0)
        {
            return false;
        }

        foreach (var addition in words.Additions)
        {
            if (next[..at].IndexOf(addition, StringComparison.Ordinal) >= 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a period says how long one works, not what for one is paid: "40 hours per week", "12 Monate".</summary>
    private bool IsOfWorkingTime(ReadOnlySpan<char> before)
    {
        var lead = before.TrimEnd(" -(/a");
        return (lead.Length > 0 && char.IsAsciiDigit(lead[^1]) && lead.Length < before.Length && before[^1] is ' ' or '-' && !HasCurrency(lead)) || words.WorkingTime.EndsWith(lead);
    }

    private static bool HasCurrency(ReadOnlySpan<char> lead) => lead.IndexOfAny(Signs) >= 0;
}
