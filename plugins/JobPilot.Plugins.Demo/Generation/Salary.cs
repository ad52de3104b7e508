using System.Globalization;

namespace JobPilot.Plugins.Demo;

/// <summary>A salary and how a posting words it.</summary>
internal sealed class Salary
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    private Salary(SalaryPlace place, string period, string currency, double lowest, double? highest, string text)
    {
        Place = place;
        Period = period;
        Currency = currency;
        Lowest = lowest;
        Highest = highest;
        Text = text;
    }

    public SalaryPlace Place { get; }

    /// <summary>YEAR, MONTH, WEEK, DAY or HOUR.</summary>
    public string Period { get; }

    public string Currency { get; }

    public double Lowest { get; }

    public double? Highest { get; }

    /// <summary>As people write it.</summary>
    public string Text { get; }

    public static Salary Make(ref Dice dice, Domain domain, string country, string language)
    {
        var (currency, factor) = country switch
        {
            "GB" => ("GBP", 0.62),
            "IE" or "DE" or "AT" or "FR" or "BE" or "ES" => ("EUR", 1.0),
            "CH" => ("CHF", 1.6),
            "CA" => ("CAD", 1.15),
            "AU" => ("AUD", 1.25),
            "IN" => ("INR", 14.0),
            "MX" => ("MXN", 9.0),
            _ => ("USD", 1.0),
        };
        var (period, divisor) = dice.Below(100) switch
        {
            < 52 => ("YEAR", 1.0),
            < 80 => ("HOUR", 2080.0),
            < 92 => ("MONTH", 12.0),
            < 97 => ("WEEK", 52.0),
            _ => ("DAY", 260.0),
        };
        var yearly = domain.LowestPay + (dice.Share() * (domain.HighestPay - domain.LowestPay) * 0.7);
        var lowest = Round(yearly * factor / divisor, period);
        double? highest = dice.Chance(0.78) ? Round(lowest * (1.08 + (dice.Share() * 0.45)), period) : null;
        var place = dice.Below(100) switch { < 40 => SalaryPlace.Fields, < 65 => SalaryPlace.TextField, _ => SalaryPlace.Description };
        return new Salary(place, period, currency, lowest, highest, Write(ref dice, language, currency, period, lowest, highest));
    }

    private static double Round(double amount, string period) => period switch
    {
        "YEAR" => Math.Round(amount / 500) * 500,
        "MONTH" or "WEEK" or "DAY" => Math.Round(amount / 10) * 10,
        _ => Math.Round(amount * 4) / 4,
    };

    private static string Write(ref Dice dice, string language, string currency, string period, double lowest, double? highest)
    {
        var symbol = currency switch { "USD" => "$", "GBP" => "£", "EUR" => "€", "CAD" => "CA$", "AUD" => "A$", "INR" => "₹", "MXN" => "MX$", _ => $"{currency} " };
        return language switch
        {
            "de" => Join(highest, Grouped(lowest, '.', ','), value => Grouped(value, '.', ','), " bis ", "ab ") + $" {symbol.Trim()} {Of(period, "brutto im Jahr", "brutto im Monat", "pro Woche", "pro Tag", "pro Stunde")}",
            "fr" => Join(highest, Grouped(lowest, ' ', ','), value => Grouped(value, ' ', ','), " à ", "à partir de ") + $" {symbol.Trim()} {Of(period, "brut par an", "brut par mois", "par semaine", "par jour", "de l'heure")}",
            "es" => Join(highest, Grouped(lowest, '.', ','), value => Grouped(value, '.', ','), " - ", "desde ") + $" {symbol.Trim()} {Of(period, "brutos anuales", "brutos al mes", "por semana", "al día", "por hora")}",
            _ => English(dice.Below(6), symbol, currency, period, lowest, highest),
        };
    }

    private static string English(int style, string symbol, string currency, string period, double lowest, double? highest)
    {
        string Plain(double value) => $"{symbol}{Grouped(value, ',', '.')}";
        string Short(double value) => value >= 10_000 ? string.Create(Invariant, $"{symbol}{value / 1000:0.#}k") : Plain(value);
        return style switch
        {
            0 => Join(highest, Plain(lowest), Plain, " - ", "From ") + $" {Of(period, "a year", "a month", "a week", "a day", "an hour")}",
            1 => Join(highest, Short(lowest), Short, "–", "") + $" {Of(period, "a year", "a month", "a week", "a day", "an hour")}",
            2 => Join(highest, Grouped(lowest, ',', '.'), value => Grouped(value, ',', '.'), " to ", "from ") + $" {currency} {Of(period, "per year", "per month", "per week", "per day", "per hour")}",
            3 => $"up to {Plain(highest ?? lowest)} {Of(period, "annually", "monthly", "weekly", "daily", "hourly")}",
            4 => Join(highest, Plain(lowest), Plain, "-", "") + Of(period, "/yr", "/mo", "/wk", "/day", "/hr"),
            _ => Join(highest, Plain(lowest), value => Grouped(value, ',', '.'), "-", "Starting at ") + $" {Of(period, "per annum", "p.m.", "p/w", "day rate", "per hour DOE")}",
        };
    }

    private static string Join(double? highest, string lowest, Func<double, string> write, string between, string alone) =>
        highest is { } most ? $"{lowest}{between}{write(most)}" : $"{alone}{lowest}";

    private static string Of(string period, string year, string month, string week, string day, string hour) =>
        period switch { "YEAR" => year, "MONTH" => month, "WEEK" => week, "DAY" => day, _ => hour };

    private static string Grouped(double value, char group, char point)
    {
        var text = value == Math.Floor(value) ? value.ToString("#,0", Invariant) : value.ToString("#,0.00", Invariant);
        return group == ',' ? text : text.Replace('.', '\u0001').Replace(',', group).Replace('\u0001', point);
    }
}
