using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.NormalizeSalary;

/// <summary>Finds the words near an amount that say for what time it is. Thread-safe.</summary>
internal sealed class PeriodFinder(SalaryWords words)
{
    /// <summary>Finds the period; null where none is named.</summary>
    /// <param name="before">Text before the amount.</param>
    /// <param name="after">Text behind it.</param>
    /// <param name="isNear">2 for directly behind the amount, 1 for elsewhere near it, 0 for nowhere.</param>
    public string? Find(ReadOnlySpan<char> before, ReadOnlySpan<char> after, out int isNear)
    {
        isNear = 0;
        var first = int.MaxValue;
        string? period = null;
        var line = after.IndexOfAny(PayJudge.SentenceEnds);
        var near = line < 0 ? after : after[..line];
        foreach (var (phrase, says) in words.Periods)
        {
            // "per dayStart": cleaned text lost the line end.
            var at = phrase.StartsWith("per ", StringComparison.Ordinal) ? near.IndexOf(phrase, StringComparison.Ordinal) : Folding.FindPhrase(near, phrase);
            if (at >= 0 && at < first && !IsOfWorkingTime(near[..at]))
            {
                (first, period, isNear) = (at, says, at <= 24 ? 2 : 1);
            }
        }

        if (period is not null && first <= 24)
        {
            return period;
        }

        var last = -1;
        foreach (var (phrase, says) in words.Periods)
        {
            var at = PhraseSearch.Last(before, phrase);
            if (at > last && !IsOfWorkingTime(before[..at]))
            {
                (last, period, isNear) = (at, says, 1);
            }
        }

        return period;
    }

    /// <summary>Whether a period says how long one works, not what for one is paid: "40 hours per week", "12 Monate".</summary>
    private bool IsOfWorkingTime(ReadOnlySpan<char> before)
    {
        var lead = before.TrimEnd(" -(/a");
        return (lead.Length > 0 && char.IsAsciiDigit(lead[^1]) && lead.Length < before.Length && before[^1] == ' ' && !HasCurrency(lead)) || PhraseSearch.EndsWith(lead, words.WorkingTime);
    }

    private static bool HasCurrency(ReadOnlySpan<char> lead) => lead.IndexOfAny("$£€₹") >= 0;
}
