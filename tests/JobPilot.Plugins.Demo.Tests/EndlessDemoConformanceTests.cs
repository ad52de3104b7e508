using JobPilot.Testing;

namespace JobPilot.Plugins.Demo.Tests;

public sealed class EndlessDemoConformanceTests : CollectorConformance
{
    protected override int MaxPages => 4;

    protected override bool FiltersByDate => true;

    protected override DateTimeOffset? PostedAt(Record record) => DemoPostings.PostedAt(record);

    protected override ICollector CreateCollector() =>
        new DemoCollector(new DemoOptions { Records = 0, PageSize = 10, Era = "legacy" }, TestContext.Create());
}
