using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.NormalizeSalary;

/// <summary>Tells from the words beside a single amount whether it is the least, the most or both. Thread-safe.</summary>
internal sealed class BoundsReader(SalaryWords words)
{
    private const int Behind = 12;

    /// <summary>The least and the most that an amount or a range stands for.</summary>
    /// <param name="low">The amount, or the range's first.</param>
    /// <param name="high">The range's second.</param>
    /// <param name="isRange">Whether it is a range.</param>
    /// <param name="before">Text before it, of its sentence.</param>
    /// <param name="after">Text behind it.</param>
    public (double? Min, double? Max) Read(in Amount low, in Amount high, bool isRange, ReadOnlySpan<char> before, ReadOnlySpan<char> after)
    {
        if (isRange)
        {
            return high.IsFloor && !IsAddition(after) ? (low.Value, null) : (low.Value, high.Value);
        }

        var lead = before.TrimEnd(" :£€$(~");
        while (true)
        {
            // "less than", and longer: "not less than".
            var (ceiling, floor) = (words.Ceiling.AtEnd(lead), words.Floor.AtEnd(lead));
            if (ceiling + floor > 0)
            {
                return ceiling > floor ? (null, low.Value) : (low.Value, null);
            }

            if (!TrimFiller(ref lead))
            {
                break;
            }
        }

        var near = after[..Math.Min(after.Length, Behind)].TrimStart(" (,");
        if (words.CeilingBehind.At(near, 0) is not null)
        {
            return (null, low.Value);
        }

        var isFloor = (low.IsFloor && !IsAddition(after)) || words.FloorBehind.At(near, 0) is not null || IsNamedFloor(before);
        return isFloor ? (low.Value, null) : (low.Value, low.Value);
    }

    /// <summary>Whether a plus sign adds what follows it to the amount: "70k+ bonus".</summary>
    private bool IsAddition(ReadOnlySpan<char> after)
    {
        var at = after.Length > 0 && after[0] == ' ' ? 1 : 0;
        return (words.OnTop.At(after, at) ?? words.Besides.At(after, at)) is not null;
    }

    private bool TrimFiller(ref ReadOnlySpan<char> lead)
    {
        foreach (var filler in words.Fillers)
        {
            if (lead.EndsWith(filler) && !(char.IsLetter(filler[0]) && Folding.IsWordAt(lead, lead.Length - filler.Length - 1)))
            {
                lead = lead[..^filler.Length].TrimEnd(' ');
                return lead.Length > 0;
            }
        }

        return false;
    }

    /// <summary>Whether the amount is called a least one further before it: "minimum salary for this role is".</summary>
    private bool IsNamedFloor(ReadOnlySpan<char> before)
    {
        var at = words.FloorNames.Last(before, out _);
        return at >= 0 && before[at..].IndexOfAnyInRange('0', '9') < 0;
    }
}
