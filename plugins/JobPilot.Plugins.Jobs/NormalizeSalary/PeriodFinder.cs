namespace JobPilot.Plugins.Jobs.NormalizeSalary;

/// <summary>Finds the words near an amount that say for what time it is. Thread-safe.</summary>
internal sealed class PeriodFinder(SalaryWords words)
{
    private const string Signs = "$£€₹";
    private const string PhraseEnds = "+,.;:|()&";
    private const int Near = 24;
    private const int NextWords = 16;

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
            // A slash stands behind what it divides: "(m/w/d)".
            if (phrase![0] != '/' && !IsOfWorkingTime(before[..at]))
            {
                (period, isNear, isOwn) = (words.PeriodOf(phrase), Math.Max(1, isNear), false);
                break;
            }

            before = before[..at];
        }

        return period;
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
