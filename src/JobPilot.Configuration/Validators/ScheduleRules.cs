using Cronos;

namespace JobPilot.Configuration;

/// <summary>Reads the section <c>schedule</c>: one of cron and interval, both of which are parsed here.</summary>
internal static class ScheduleRules
{
    /// <summary>The schedule; null where there is none or it is wrong, with findings.</summary>
    public static PipelineSchedule? Read(ConfigMapping root, FindingList findings)
    {
        if (root[Sections.Schedule] is not ConfigMapping schedule || schedule.HasUnknown())
        {
            return null;
        }

        var cron = schedule["cron"] as ConfigScalar;
        var interval = schedule["interval"] as ConfigScalar;
        if (cron is null == interval is null)
        {
            findings.Error(ErrorCodes.ScheduleInvalid, schedule.Location, cron is null ? "A schedule needs `cron` or `interval`." : "A schedule has either `cron` or `interval`, not both.", "Write for instance `cron: \"0 6 * * *\"` or `interval: 6h`.", "/schedule");
            return null;
        }

        var zone = Zone(schedule, findings);
        if (cron is not null)
        {
            CheckCron(cron, findings);
        }

        var every = interval is not null && DurationText.TryParse(interval.Text, out var parsed) ? parsed : (TimeSpan?)null;
        if (every is { Ticks: < TimeSpan.TicksPerSecond })
        {
            findings.Error(ErrorCodes.ScheduleInvalid, interval!.Location, "The interval is shorter than a second.", "Write for instance `interval: 6h`.", "/schedule/interval");
        }

        return new PipelineSchedule { Cron = cron?.Text, Interval = every, TimeZone = zone ?? TimeZoneInfo.Utc, Location = schedule.Location };
    }

    private static void CheckCron(ConfigScalar cron, FindingList findings)
    {
        var fields = cron.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (!CronExpression.TryParse(cron.Text, fields.Length == 6 ? CronFormat.IncludeSeconds : CronFormat.Standard, out _))
        {
            var shown = cron.Hidden ? "The value" : $"`{cron.Text}`";
            findings.Error(ErrorCodes.ScheduleInvalid, cron.Location, $"{shown} is no cron expression.", "Write five fields (minute, hour, day, month, weekday), for instance `0 6 * * 1-5`, or six with seconds first.", "/schedule/cron");
        }
    }

    private static TimeZoneInfo? Zone(ConfigMapping schedule, FindingList findings)
    {
        if (schedule["time_zone"] is not ConfigScalar { Kind: ScalarKind.Text } name)
        {
            return null;
        }

        if (TimeZoneInfo.TryFindSystemTimeZoneById(name.Text, out var zone))
        {
            return zone;
        }

        var near = NearMiss.Suffix(name.Text, TimeZoneInfo.GetSystemTimeZones().Select(known => known.Id));
        findings.Error(ErrorCodes.ScheduleTimeZone, name.Location, $"There is no time zone {(name.Hidden ? "of that name" : $"`{name.Text}`")}{near}", "Write a name such as `Europe/Berlin` or `UTC`.", "/schedule/time_zone");
        return null;
    }
}
