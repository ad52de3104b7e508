namespace JobPilot.Plugins.Jobs.NormalizeSalary;

/// <summary>Tells by the name directly beside an amount whether it is fixed pay or what is earned on target. Thread-safe.</summary>
internal sealed class PayNames(SalaryWords words)
{
    /// <summary>Letters on either side that are looked at: "on target earnings of up to circa".</summary>
    private const int Near = 48;
    private const string Before = " :£€$(~=-–";
    private const string Behind = " (,.";

    /// <summary>What an amount or range is by its name. A name between two amounts is of the one before it, unless that has a name already: "40k base 80k OTE", "base 40k OTE 80k".</summary>
    /// <param name="text">The folded text.</param>
    /// <param name="start">Where the amount begins.</param>
    /// <param name="end">Where it ends.</param>
    public PayName Of(ReadOnlySpan<char> text, int start, int end)
    {
        var lead = TrimFillers(text[Math.Max(0, start - Near)..start]);
        var behind = NameAt(text[end..Math.Min(text.Length, end + Near)]);
        var (target, fixedPay) = (words.TargetNames.AtEnd(lead), words.BaseNames.AtEnd(lead));
        if (target + fixedPay == 0)
        {
            return behind;
        }

        lead = lead[..^Math.Max(target, fixedPay)].TrimEnd(' ');
        var isOfAmountBefore = EndsWithAmount(lead[..^words.Periods.AtEnd(lead)].TrimEnd(' '));
        return behind != PayName.Other && isOfAmountBefore ? behind : target > fixedPay ? PayName.Target : PayName.Base;
    }

    private ReadOnlySpan<char> TrimFillers(ReadOnlySpan<char> lead)
    {
        for (var before = -1; before != lead.Length;)
        {
            before = lead.Length;
            lead = lead.TrimEnd(Before);
            lead = lead[..^Math.Max(words.Ceiling.AtEnd(lead), words.Floor.AtEnd(lead))];
            foreach (var filler in words.Fillers)
            {
                if (lead.Length > filler.Length && lead.EndsWith(filler) && lead[^(filler.Length + 1)] == ' ')
                {
                    lead = lead[..^filler.Length];
                    break;
                }
            }
        }

        return lead;
    }

    private PayName NameAt(ReadOnlySpan<char> behind)
    {
        var near = behind.TrimStart(Behind);
        if (behind.Length - near.Length > 2)
        {
            return PayName.Other;
        }

        if ((words.Periods.At(near, 0) ?? (words.BaseNames.At(near, 0) is null ? words.Qualifiers.At(near, 0) : null)) is { } phrase)
        {
            near = near[phrase.Length..].TrimStart(Behind);
        }

        var (target, fixedPay) = (words.TargetNames.At(near, 0), words.BaseNames.At(near, 0));
        var length = Math.Max(target?.Length ?? 0, fixedPay?.Length ?? 0);

        // "40k OTE: 80k": the next amount's name.
        return length == 0 || near[length..].TrimStart(' ').StartsWith(':') ? PayName.Other : target?.Length == length ? PayName.Target : PayName.Base;
    }

    private static bool EndsWithAmount(ReadOnlySpan<char> text) => text.Length > 1 && (char.IsAsciiDigit(text[^1]) || (text[^1] is 'k' or '£' or '€' && char.IsAsciiDigit(text[^2])));
}
