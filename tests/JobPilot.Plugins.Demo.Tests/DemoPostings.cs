using JobPilot.Testing;

namespace JobPilot.Plugins.Demo.Tests;

internal static class DemoPostings
{
    public static FieldPath Path(string text) => FieldPath.Parse(text);

    public static async Task<List<Page>> PagesAsync(DemoOptions options, TimeProvider? time = null, Position? after = null)
    {
        var collector = new DemoCollector(options, TestContext.Create(time: time));
        var pages = new List<Page>();
        foreach (var split in await collector.PlanAsync(default))
        {
            await foreach (var page in collector.ReadAsync(new SplitRead(split, DateTimeOffset.UnixEpoch) { After = after }, default))
            {
                pages.Add(page);
            }
        }

        return pages;
    }

    public static DateTimeOffset? PostedAt(Record record) =>
        record.GetInteger(Path("job_posted_at_timestamp")) is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    public static async Task<List<Record>> RecordsAsync(DemoOptions options) => [.. (await PagesAsync(options)).SelectMany(page => page.Records)];
}
