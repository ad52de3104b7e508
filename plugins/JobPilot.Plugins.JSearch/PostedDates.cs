using System.Globalization;

namespace JobPilot.Plugins.JSearch;

/// <summary>What the API knows of dates: a posting's own, and the five words of <c>date_posted</c>. Pure functions.</summary>
internal static class PostedDates
{
    private static readonly FieldPath Timestamp = FieldPath.Parse("job_posted_at_timestamp");
    private static readonly FieldPath Moment = FieldPath.Parse("job_posted_at_datetime_utc");

    /// <summary>The words from the narrowest to the widest, with the age that each covers.</summary>
    private static readonly (string Word, TimeSpan Covers)[] Words =
    [
        ("today", TimeSpan.FromDays(1)),
        ("3days", TimeSpan.FromDays(3)),
        ("week", TimeSpan.FromDays(7)),
        ("month", TimeSpan.FromDays(30)),
        ("all", TimeSpan.MaxValue),
    ];

    /// <summary>
    /// The narrowest word that covers all from a moment on, but none wider than the search's own. Told by the start of the pass, so that it is the
    /// same for every page of it: a cursor belongs to one search.
    /// </summary>
    public static string Narrowest(string own, DateTimeOffset asOf, DateTimeOffset? since)
    {
        if (since is not { } from)
        {
            return own;
        }

        var widest = Array.FindIndex(Words, word => word.Word == own);
        var needed = Array.FindIndex(Words, word => asOf - from <= word.Covers);
        return widest < 0 ? own : Words[Math.Min(needed, widest)].Word;
    }

    /// <summary>The newest date of some postings; null where none has one.</summary>
    public static DateTimeOffset? Newest(IReadOnlyList<Record> records)
    {
        DateTimeOffset? newest = null;
        foreach (var record in records)
        {
            if (record.MalformedReason is null && PostedAt(record) is { } posted && !(posted <= newest))
            {
                newest = posted;
            }
        }

        return newest;
    }

    private static DateTimeOffset? PostedAt(Record record)
    {
        if (record.GetKind(Timestamp) == RecordValueKind.Number && record.GetInteger(Timestamp) is > 0 and < 253_402_300_800 and { } seconds)
        {
            return DateTimeOffset.FromUnixTimeSeconds(seconds);
        }

        return record.GetKind(Moment) == RecordValueKind.String && DateTimeOffset.TryParse(
            record.GetString(Moment), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
            ? moment
            : null;
    }
}
