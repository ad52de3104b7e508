using JobPilot.Tests;
using PublicApiGenerator;

namespace JobPilot.Configuration.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void PublicApi_Changes_AreSeen() => Snapshot.Match(
        typeof(PipelineLoader).Assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false }));
}
