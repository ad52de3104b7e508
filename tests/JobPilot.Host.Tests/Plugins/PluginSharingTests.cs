using JobPilot.Host.Plugins;
using JobPilot.Tests;

namespace JobPilot.Host.Tests.Plugins;

/// <summary>What plugins have in common with the host, and what is their own.</summary>
public sealed class PluginSharingTests : IDisposable
{
    private readonly PluginFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Load_PrivateDependencyAtAnotherVersionThanTheHosts_UsesItsOwn()
    {
        _folder.Add("Acme.Good");

        var answer = await _folder.Discover().AskAsync("board");

        Assert.Equal("board acme 16.0.0.0 acme", answer);
        Assert.NotEqual(16, typeof(YamlDotNet.Serialization.Serializer).Assembly.GetName().Version!.Major);
    }

    [Fact]
    public async Task Load_OwnCopyOfTheContract_UsesTheHostsAndSaysSo()
    {
        var folder = _folder.Add("Acme.Good");
        File.Copy(typeof(ICollector).Assembly.Location, Path.Combine(folder, "JobPilot.Abstractions.dll"));

        var catalog = _folder.Discover();

        Assert.StartsWith("board ", await catalog.AskAsync("board"), StringComparison.Ordinal);
        Snapshot.Match(_folder.Mask(catalog.Problems));
    }

    [Fact]
    public async Task Load_NativeDependencyInThePluginsFolder_IsFound()
    {
        _folder.Add("Acme.Native");

        Assert.Equal("native NativeOptions answered by native code", await _folder.Discover().AskAsync("native"));
    }

    [Theory]
    [InlineData("1.0")]
    [InlineData("1.7")]
    public async Task Load_SameOrOlderMinorOfTheContract_Loads(string host)
    {
        _folder.Add("Acme.Good");

        var catalog = _folder.Discover(Version.Parse(host));

        Assert.Empty(catalog.Problems);
        Assert.StartsWith("board ", await catalog.AskAsync("board"), StringComparison.Ordinal);
    }

    [Fact]
    public void SharedAssemblies_AreTheContractsClosureAndNothingElse()
    {
        var shared = new SharedAssemblies();

        Assert.NotNull(shared.VersionOf("JobPilot.Abstractions"));
        Assert.NotNull(shared.VersionOf("Microsoft.Extensions.Logging.Abstractions"));
        Assert.NotNull(shared.VersionOf("Microsoft.Extensions.DependencyInjection.Abstractions"));
        Assert.Null(shared.VersionOf("YamlDotNet"));
        Assert.Null(shared.VersionOf("Polly.Core"));
        Assert.Null(shared.VersionOf("System.Runtime"));
        Assert.True(shared.IsFramework("System.Runtime"));
        Assert.False(shared.IsFramework("YamlDotNet"));
    }
}
