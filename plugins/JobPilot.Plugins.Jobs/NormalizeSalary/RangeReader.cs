namespace JobPilot.Plugins.Jobs.NormalizeSalary;

/// <summary>Joins two amounts to a range: "40-50k", "$90,000 a year to $110,000 a year". Thread-safe.</summary>
internal sealed class RangeReader(SalaryWords words)
{
    /// <summary>Ends in the wrong order lie at most so far apart; others are two figures.</summary>
    private const double MostReversal = 2;

    /// <summary>Words of currency and the like that may stand between a connector and its digits, at most.</summary>
    private const int LongestLead = 12;
    private const int MostBetween = 3;
    private const double MostUnjoined = 3;
    private const double Thousand = 1_000;
    private const double LeastWritten = 10_000;

    /// <summary>Reads what follows an amount as the end of a range.</summary>
    public bool TryRead(ReadOnlySpan<char> text, ref Amount low, ref Amount high)
    {
        var at = SkipSpaces(text, low.End);
        string? period = null;
        if (IsSameSymbol(text, low, at) && TryReadHigh(text, at, "", null, ref low, ref high))
        {
            return high.Value <= low.Value * MostUnjoined || Undo(ref high);
        }

        for (var count = 0; ; count++)
        {
            if (at == text.Length)
            {
                return false;
            }

            if (words.ConnectorStarts.Contains(text[at]) && TryReadBehindConnector(text, at, count > 0, period, ref low, ref high))
            {
                return true;
            }

            if (count == MostBetween)
            {
                return false;
            }

            var next = SkipBetween(text, at, ref period);
            if (next == at)
            {
                return false;
            }

            at = next;
        }
    }

    /// <summary>Whether the same symbol follows behind a blank, as where the dash between both ends was lost: "$102,000 $162,000".</summary>
    private static bool IsSameSymbol(ReadOnlySpan<char> text, in Amount low, int at) =>
        at == low.End + 1 && at < text.Length && text[at] is '$' or '£' or '€' && text[at] == text[low.Start];

    private static bool Undo(ref Amount high)
    {
        high = default;
        return false;
    }

    private bool TryReadBehindConnector(ReadOnlySpan<char> text, int at, bool isApart, string? period, ref Amount low, ref Amount high)
    {
        foreach (var (connector, needs) in words.Connectors)
        {
            if (!text[at..].StartsWith(connector) || (isApart && connector == "/"))
            {
                continue;
            }

            var from = SkipSpaces(text, at + connector.Length);
            if (char.IsLetter(connector[0]) && connector[^1] != ':' && from == at + connector.Length)
            {
                continue;
            }

            return TryReadHigh(text, from, needs, period, ref low, ref high);
        }

        return false;
    }

    private bool TryReadHigh(ReadOnlySpan<char> text, int from, string needs, string? period, ref Amount low, ref Amount high)
    {
        // Between the connector and the digits only a currency may stand.
        var digits = text[from..Math.Min(text.Length, from + LongestLead)].IndexOfAnyInRange('0', '9');
        if (digits < 0 || !AmountReader.TryRead(text, from + digits, words, out high) || high.Start > from || high.IsHuge != low.IsHuge
            || !AreOfOneKind(low.Currency, high.Currency) || IsCount(text, high) || IsOfOtherPeriod(text, high, period))
        {
            high = default;
            return false;
        }

        var first = low;
        first.Currency = first.Currency is null || (first.Currency == "$" && high.Currency is not null) ? high.Currency : first.Currency;
        Align(ref first, high);
        if (high.Value < first.Value && high.Value * MostReversal >= first.Value && first.Scale == high.Scale)
        {
            // "between $50,000 and $40,000": both ends stand, in the wrong order.
            (first.Value, high.Value) = (high.Value, first.Value);
        }

        if (high.Value < first.Value || (needs.Length > 0 && !(needs == "currency" && first.Currency is not null) && !IsBetween(text[..low.Start])))
        {
            high = default;
            return false;
        }

        low = first;
        return true;
    }

    /// <summary>Whether both ends may be of one currency: "$75/£75" are two prices.</summary>
    private static bool AreOfOneKind(string? low, string? high) =>
        low is null || high is null || low == high || (low is "$" && SalaryWords.IsDollarOrPeso(high)) || (high is "$" && SalaryWords.IsDollarOrPeso(low)) || (low.Length != 3 && high.Length == 3 && low != "$");

    /// <summary>Whether the second number counts hours, days or people: "15 € - 20 hours".</summary>
    private bool IsCount(ReadOnlySpan<char> text, in Amount high) =>
        high is { Currency: null, Scale: 1 } && SkipSpaces(text, high.End) is var at
        && (words.Counted.At(text, at) is not null || (words.WorkingTime.At(text, at) is { Length: > 3 } word && (word.Length > 5 || word[^1] == 's')));

    /// <summary>Whether the ends are for different times: "15 € an hour up to 300 € a week".</summary>
    private bool IsOfOtherPeriod(ReadOnlySpan<char> text, in Amount high, string? period) =>
        period is not null && words.Periods.At(text, SkipSpaces(text, high.End)) is { } other && words.PeriodOf(other) != period;

    /// <summary>Gives "42-48K" and "100-120,000" the scale of the second amount.</summary>
    private static void Align(ref Amount low, in Amount high)
    {
        if (low.Scale == 1 && high.Scale > 1 && low.Value <= high.Value / high.Scale)
        {
            low.Scale = high.Scale;
            low.Value *= high.Scale;
        }
        else if (low.Scale == 1 && low.Value < Thousand && high.Value >= LeastWritten && low.Value * Thousand <= high.Value)
        {
            low.Value *= Thousand;
        }
    }

    /// <summary>Where a period or a word such as gross ends that stands before a range's connector: "$150,000 per year - $167,000 per year".</summary>
    private int SkipBetween(ReadOnlySpan<char> text, int at, ref string? period)
    {
        var phrase = words.Qualifiers.At(text, at);
        if (phrase is null && words.Periods.At(text, at) is { } found)
        {
            (phrase, period) = (found, words.PeriodOf(found));
        }

        if (phrase is null)
        {
            return at;
        }

        at += phrase.Length;
        return SkipSpaces(text, at < text.Length && text[at] == '.' ? at + 1 : at);
    }

    private static int SkipSpaces(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '\n')
        {
            at++;
        }

        return at;
    }

    private bool IsBetween(ReadOnlySpan<char> before) => words.RangeLeads.EndsWith(before.TrimEnd(" :£€$"));
}
