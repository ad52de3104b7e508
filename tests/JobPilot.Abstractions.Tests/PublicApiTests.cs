using JobPilot.Testing;
using JobPilot.Tests;
using PublicApiGenerator;

namespace JobPilot.Abstractions.Tests;

public class PublicApiTests
{
    private static readonly ApiGeneratorOptions Options = new() { IncludeAssemblyAttributes = false };

    /// <summary>Each new public member is a diff that somebody looks at: plugins are built against it.</summary>
    [Fact]
    public void Contract_PublicApi_IsApproved() => Snapshot.Match(typeof(Record).Assembly.GeneratePublicApi(Options));

    [Fact]
    public void Testing_PublicApi_IsApproved() => Snapshot.Match(typeof(TestContext).Assembly.GeneratePublicApi(Options));

    [Fact]
    public void Contract_AssemblyVersion_StaysThroughOneMajor() => Assert.Equal(new Version(1, 0, 0, 0), typeof(Record).Assembly.GetName().Version);
}
