using System.Globalization;
using JobPilot.Configuration;

namespace JobPilot.Host.Commands.DeadLetters;

/// <summary>A moment on the command line: a date, a time (UTC unless it says otherwise), or how long ago (<c>30d</c>, <c>12h</c>).</summary>
internal readonly record struct Moment(DateTimeOffset? At, TimeSpan Ago)
{
    public const string Form = "a date (2026-11-01), a time (2026-11-01T12:00:00Z) or how long ago (30d, 12h)";

    public static Moment? Parse(string text)
    {
        if (DurationText.TryParse(text, out var ago))
        {
            return new Moment(null, ago);
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? new Moment(at, default) : null;
    }

    public DateTimeOffset Before(DateTimeOffset now) => At ?? (now - DateTimeOffset.MinValue > Ago ? now - Ago : DateTimeOffset.MinValue);
}
