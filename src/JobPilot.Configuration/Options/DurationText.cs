using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace JobPilot.Configuration;

/// <summary>Durations as YAML has them: <c>500ms</c>, <c>30s</c>, <c>1h30m</c>, <c>1d</c>, <c>hh:mm:ss</c>.</summary>
public static partial class DurationText
{
    /// <summary>Pattern of a duration in JSON Schema.</summary>
    public const string Pattern = @"^(([0-9]{1,9}(\.[0-9]{1,7})?(ms|s|m|h|d))+|([0-9]{1,7}\.)?[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,7})?)?)$";

    /// <summary>Reads a duration.</summary>
    /// <param name="text">What the author wrote.</param>
    /// <param name="value">The duration; zero where it is none.</param>
    public static bool TryParse(string text, out TimeSpan value)
    {
        value = default;
        if (text.Length > 100 || !Whole().IsMatch(text))
        {
            return false;
        }

        if (text.Contains(':', StringComparison.Ordinal))
        {
            return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out value);
        }

        var ticks = 0m;
        foreach (Match part in Part().Matches(text))
        {
            var amount = decimal.Parse(part.Groups[1].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
            ticks += amount * part.Groups[2].Value switch
            {
                "ms" => TimeSpan.TicksPerMillisecond,
                "s" => TimeSpan.TicksPerSecond,
                "m" => TimeSpan.TicksPerMinute,
                "h" => TimeSpan.TicksPerHour,
                _ => TimeSpan.TicksPerDay,
            };
        }

        if (ticks > TimeSpan.MaxValue.Ticks)
        {
            return false;
        }

        value = TimeSpan.FromTicks((long)ticks);
        return true;
    }

    /// <summary>Writes the shortest form that reads back as the same value.</summary>
    /// <param name="value">The duration.</param>
    public static string Format(TimeSpan value)
    {
        if (value < TimeSpan.Zero || value.Ticks % TimeSpan.TicksPerMillisecond != 0)
        {
            return value.ToString("c", CultureInfo.InvariantCulture);
        }

        var text = new StringBuilder();
        Append(value.Days, "d");
        Append(value.Hours, "h");
        Append(value.Minutes, "m");
        Append(value.Seconds, "s");
        Append(value.Milliseconds, "ms");
        return text.Length == 0 ? "0s" : text.ToString();

        void Append(int amount, string unit)
        {
            if (amount > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"{amount}{unit}");
            }
        }
    }

    [GeneratedRegex(Pattern)]
    private static partial Regex Whole();

    [GeneratedRegex(@"([0-9]+(?:\.[0-9]+)?)(ms|s|m|h|d)")]
    private static partial Regex Part();
}
