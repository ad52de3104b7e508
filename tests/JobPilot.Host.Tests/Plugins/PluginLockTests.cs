using System.Text.Json.Nodes;
using JobPilot.Host.Plugins;
using JobPilot.Host.Tests.Commands;

namespace JobPilot.Host.Tests.Plugins;

public sealed class PluginLockTests : IDisposable
{
    private const string Pipeline = """
        version: 1
        name: pinned
        collectors:
          - { type: demo, options: { records: 2 } }
        sinks:
          - { type: jsonl, options: { path: out.jsonl } }
        """;

    private readonly HostRun _host = new();
    private readonly PluginFolder _folder = new();

    public PluginLockTests()
    {
        foreach (var name in new[] { "JobPilot.Plugins.Demo", "JobPilot.Plugins.Files" })
        {
            var source = Path.Combine(HostRun.BuiltHost, "plugins", name);
            foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
            {
                var copy = _folder.PathOf(name, Path.GetRelativePath(source, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
        }

        _host.HostDirectory = _host.WorkingDirectory;
    }

    private string Lock => Path.Combine(_host.WorkingDirectory, PluginLock.FileName);

    public void Dispose()
    {
        _host.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Run_PluginsAsPinned_Runs()
    {
        Assert.Equal(ExitCode.Done, await LockAsync());
        Assert.Equal(ExitCode.Done, await InvokeAsync("plugins", "verify"));
        Assert.All(_host.Document("plugins-lock")["plugins"]!.AsArray(), plugin => Assert.True((bool)plugin!["verified"]!));
        Assert.Equal(ExitCode.Done, await RunAsync());
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("added")]
    [InlineData("removed")]
    public async Task Run_FileOfAPinnedPluginIsNotAsPinned_IsRefusedWithFileAndHashes(string how)
    {
        var file = _folder.PathOf("JobPilot.Plugins.Files", "data", "extra.bin");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, how == "added" ? "" : "one");
        if (how == "added")
        {
            File.Delete(file);
        }

        await LockAsync();
        if (how == "removed")
        {
            File.Delete(file);
        }
        else
        {
            File.WriteAllText(file, "other");
        }

        Assert.Equal(ExitCode.Environment, await RunAsync());
        Assert.Contains(PluginCodes.LockMismatch, _host.Error, StringComparison.Ordinal);
        Assert.Contains(file, _host.Error, StringComparison.Ordinal);
        var (one, other) = ("sha256:7692c3ad3540bb80", "sha256:d9298a10d1b07358");
        Assert.Contains($"should be {(how == "added" ? "absent" : one)}", _host.Error, StringComparison.Ordinal);
        Assert.Contains($"is {(how == "removed" ? "absent" : other)}", _host.Error, StringComparison.Ordinal);
        Assert.Contains("plugins lock", _host.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_host.WorkingDirectory, "out.jsonl")));
        Assert.Equal(ExitCode.Environment, await InvokeAsync("plugins", "verify"));
        Assert.False((bool)_host.Document("plugins-lock")["verified"]!);
    }

    [Fact]
    public async Task Run_PluginThatIsNotPinned_DoesNotLoad()
    {
        await LockAsync();
        var pins = JsonNode.Parse(File.ReadAllText(Lock))!;
        var plugins = pins["plugins"]!.AsArray();
        plugins.Remove(plugins.First(plugin => (string)plugin!["name"]! == "JobPilot.Plugins.Demo"));
        File.WriteAllText(Lock, pins.ToJsonString());

        Assert.Equal(ExitCode.Environment, await RunAsync());
        Assert.Contains(PluginCodes.NotLocked, _host.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"version\": 2, \"plugins\": []}")]
    [InlineData("{\"version\": 1, \"plugins\": [{}]}")]
    public async Task Run_LockDamaged_NothingLoads(string text)
    {
        File.WriteAllText(Lock, text);

        Assert.Equal(ExitCode.Environment, await RunAsync());
        Assert.Contains(PluginCodes.LockUnreadable, _host.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NamedLockIsMissing_NothingLoads()
    {
        _host.Variables[PluginLock.Variable] = "elsewhere.lock";

        Assert.Equal(ExitCode.Environment, await RunAsync());
        Assert.Contains(PluginCodes.LockUnreadable, _host.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_PinnedPluginIsGone_IsToldAndNoError()
    {
        await LockAsync();
        Directory.Delete(_folder.PathOf("JobPilot.Plugins.Demo"), recursive: true);

        Assert.Equal(ExitCode.Done, await InvokeAsync("plugins", "verify"));
        Assert.Contains(PluginCodes.LockedMissing, _host.Error, StringComparison.Ordinal);
    }

    private Task<int> LockAsync() => InvokeAsync("plugins", "lock");

    private Task<int> RunAsync() => InvokeAsync("run", _host.Write("pinned.yaml", Pipeline));

    private Task<int> InvokeAsync(params string[] args) => _host.InvokeAsync([.. args, "--plugins", _folder.Root, "--format", "json"]);
}
