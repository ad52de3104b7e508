using JobPilot.Testing;

namespace JobPilot.Plugins.Files.Tests;

public sealed class ConsoleSinkConformanceTests : SinkConformance
{
    protected override bool CanReadBack => false;

    protected override ISink CreateSink() => new ConsoleSink(new ConsoleSinkOptions(), TestContext.Create(), () => TextWriter.Null);

    protected override Task<IReadOnlyList<Record>> ReadBackAsync() => throw new NotSupportedException();
}
