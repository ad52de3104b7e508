using JobPilot.Testing;

namespace JobPilot.Plugins.Demo.Tests;

public sealed class DemoCollectorConformanceTests : CollectorConformance
{
    protected override bool FiltersByDate => true;

    protected override DateTimeOffset? PostedAt(Record record) => DemoPostings.PostedAt(record);

    protected override ICollector CreateCollector() =>
        new DemoCollector(new DemoOptions { Records = 335, PageSize = 20, Splits = 3 }, TestContext.Create());
}
