namespace JobPilot.Plugins.Jobs.NormalizeSalary;

/// <summary>Judges by the words around an amount whether it is pay, of what kind and for what time. Thread-safe.</summary>
internal sealed class PayJudge(SalaryWords words)
{
    /// <summary>Smaller amounts are pay only where a word says so, or for what time.</summary>
    private const double LeastUnnamed = 10;

    private const int ShortText = 48;

    /// <summary>Smaller amounts that are said to be by the year are what an employer adds: a budget for courses, a subsidy.</summary>
    private const double LeastStatedYear = 5_000;
    private const double LeastStatedMonth = 300;

    private const int NearName = 24;
    private const int Enough = 3;

    /// <summary>A bare number directly behind a word for pay is pay where a period follows: "Salary: 3100 per month".</summary>
    private const int DirectlyNamed = 4;

    /// <summary>No employer's range is wider; such figures do not belong together.</summary>
    private const double WidestRange = 20;

    /// <summary>A field that is only a range is narrower.</summary>
    private const double WidestBare = 5;
    private const double LeastBareHour = 8;
    private const double FirstYear = 1_990;
    private const double LastYear = 2_040;

    /// <summary>A bare yearly figure above it is turnover, savings or a budget, unless a word, a range or a period says that it is pay.</summary>
    private const double MostUnnamed = 400_000;
    private const double MostUnnamedFloor = 200_000;
    private const double LeastUnnamedYear = 10_000;
    private const double LeastPerYear = 2_000;
    private const double LeastStatedPerYear = 1_000;
    private const double LeastLakh = 100_000;

    private readonly PeriodFinder _periods = new(words);
    private readonly BoundsReader _bounds = new(words);
    private readonly OtherMoney _other = new(words);

    /// <summary>Judges an amount or a range.</summary>
    /// <param name="text">The folded text.</param>
    /// <param name="source">The text before it was folded, of the same length.</param>
    /// <param name="low">The amount, or the range's first.</param>
    /// <param name="high">The range's second.</param>
    /// <param name="isRange">Whether it is a range.</param>
    /// <param name="country">Alpha-2 of the posting's country; null where it is unknown.</param>
    /// <param name="pay">The pay; null where it is none.</param>
    /// <returns>How much speaks for it; 0 where it is no pay.</returns>
    public int Judge(ReadOnlySpan<char> text, ReadOnlySpan<char> source, in Amount low, in Amount high, bool isRange, string? country, out Pay? pay)
    {
        pay = null;
        var end = isRange ? high.End : low.End;
        var isShort = text.Length <= ShortText;
        var isScaled = low.Scale > 1;
        var isWhole = isRange && IsWhole(text, low, high);
        if (low.IsHuge || low.Value == 0 || (isRange && high.Value > low.Value * WidestRange) || (low.Currency is null && !isScaled && low.Value < LeastUnnamedYear && !isWhole && !_periods.IsAt(text, end) && !IsField(text, low.Start)))
        {
            return 0;
        }

        Span<char> beforeBuffer = stackalloc char[2 * Surroundings.BeforeLength];
        Span<char> afterBuffer = stackalloc char[2 * Surroundings.AfterLength];
        var before = Surroundings.Before(text, source, low.Start, beforeBuffer);
        var after = Surroundings.After(text, source, end, afterBuffer);
        var namedAt = words.Pay.Last(before, out var name);
        var payAt = Math.Max(namedAt, words.PayHints.Last(before));
        // A number without a currency or a k needs a word that says it.
        var nearestAt = isScaled ? payAt : namedAt;
        var isNamed = nearestAt >= 0 && before.Length - nearestAt <= NearName;
        var namedBehindAt = words.Pay.First(after[..Math.Min(after.Length, NearName)], 0, out _);
        var isNamedBehind = namedBehindAt >= 0;
        var period = _periods.Find(before, after, out var isNear, out var isOwn);
        var isStated = isNear == 2 && isOwn;
        if (low.Currency is null && low.Scale < LeastLakh && !isWhole)
        {
            var isRangeOfPay = isRange && isScaled && (isShort || isNamedBehind || isStated);
            var isDirectlyNamed = (isScaled && namedBehindAt is 0 or 1) || ((isStated || (isNear > 0 && period is "hour" or "day" or "month")) && name is not null && before.Length - namedAt - name.Length <= DirectlyNamed);
            if (!isRangeOfPay && !isDirectlyNamed && !(isNamed && (isScaled || low.Value >= LeastUnnamedYear)))
            {
                return 0;
            }
        }

        var currency = low.Scale >= LeastLakh && low.Currency is null && (country ?? "IN") == "IN" ? "INR" : words.Resolve(low.Currency, country, low.Value, period);
        var size = words.SizeOf(currency);
        var isMajor = PayBounds.IsMajor(currency);
        if (_other.Is(before, after, low, isRange, isStated ? period : null, period == "hour", isMajor, namedAt) || (!isShort && IsCutOff(text, end)))
        {
            return 0;
        }

        var (min, max) = _bounds.Read(low, high, isRange, before, after);
        var amount = min ?? max!.Value;
        if (isMajor && !isScaled && !isRange && isStated && namedAt < 0 && ((period == "year" && amount <= LeastStatedYear) || (period == "month" && amount < LeastStatedMonth)))
        {
            return 0;
        }

        if ((period is null && payAt < 0 && amount < LeastUnnamed) || (isStated && !(isRange && period == "year") && PayBounds.IsTooLittle(amount, period!)))
        {
            // "PHP 4-6" is a version of the language, "€15 a month" a price.
            return 0;
        }

        period = period is null || PayBounds.IsTooLittle(amount, period) || PayBounds.IsTooMuch(amount, period, currency, size) ? size.Period(amount) : period;
        if (period is null or PayPeriods.Unclear)
        {
            return 0;
        }

        var perYear = amount * (PayPeriods.PerYear(period) ?? 1);
        if (perYear < (namedAt >= 0 && isStated ? LeastStatedPerYear : LeastPerYear) || PayBounds.IsTooMuchPerYear(perYear, currency))
        {
            return 0;
        }

        var isYearly = amount >= LeastUnnamedYear;
        var score = (payAt >= 0 || isNamedBehind ? 3 : 0)
            + (isRange ? 2 : 0) + (isNear == 2 ? 2 : isNear == 1 ? 1 : 0) + (isYearly ? 1 : 0) + (low.Currency is not null ? 1 : 0)
            + (low.Scale >= LeastLakh ? 2 : 0) + (isWhole ? 1 : 0);
        if (score < Enough && !isWhole && !(low.Currency is not null && isYearly && amount <= size.Times * (isRange || max is not null ? MostUnnamed : MostUnnamedFloor)))
        {
            return 0;
        }

        var rule = isRange ? "salary.range" : min is null ? "salary.ceiling" : max is null ? "salary.floor" : "salary.single";
        pay = new Pay(min, max, currency, period, low.Start, end - low.Start, rule, Math.Min(0.98, 0.55 + (score * 0.06)));
        return score;
    }

    /// <summary>
    /// Whether a description ends within the amount, as those do that a source cuts: the figure is not whole. One with all digits behind its mark is.
    /// </summary>
    private static bool IsCutOff(ReadOnlySpan<char> text, int end)
    {
        if (!char.IsAsciiDigit(text[end - 1]) || !(end == text.Length || text[end] == '…'))
        {
            return false;
        }

        var mark = text[..end].LastIndexOfAnyExceptInRange('0', '9');
        return mark < 1 || text[mark] is not ('.' or ',' or '\'') || end - mark - 1 is not (2 or 3) || !char.IsAsciiDigit(text[mark - 1]);
    }

    /// <summary>Whether a colon stands before an amount: "Hourly rate: 17".</summary>
    private static bool IsField(ReadOnlySpan<char> text, int at) => text[Math.Max(0, at - 2)..at].TrimEnd(' ').EndsWith(":");

    /// <summary>Whether the text is a range and nothing else, and no years or dates.</summary>
    private static bool IsWhole(ReadOnlySpan<char> text, in Amount low, in Amount high) =>
        low.Start == 0 && high.End == text.Length && low.Value >= LeastBareHour && high.Value <= low.Value * WidestBare && !(low.Value is > FirstYear and < LastYear && high.Value is > FirstYear and < LastYear);
}
