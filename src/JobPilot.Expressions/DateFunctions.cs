using System.Globalization;

namespace JobPilot.Expressions;

internal static class DateFunctions
{
    /// <summary>Reads a date; without a zone it is UTC. Null where it is none.</summary>
    public static DateTime? Parse(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment.UtcDateTime : null;
}
