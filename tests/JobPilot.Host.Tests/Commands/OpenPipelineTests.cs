using JobPilot.Host.Tests.Plugins;

namespace JobPilot.Host.Tests.Commands;

/// <summary>A pipeline whose components cannot all be made.</summary>
public sealed class OpenPipelineTests : IDisposable
{
    private readonly HostRun _host = new();
    private readonly PluginFolder _plugins = new();

    public OpenPipelineTests() => _plugins.Add("Acme.Throwing");

    public void Dispose()
    {
        _host.Dispose();
        _plugins.Dispose();
    }

    [Theory]
    [InlineData("touchy, options: { name: '{{ run.pipeline }}' }", "The stars are wrong.")]
    [InlineData("touchy, options: { name: '' }", null)]
    public async Task Run_OptionsThrowAtWhatATemplateGives_IsAFindingAndWhatWasMadeIsDisposed(string processor, string? reason)
    {
        var path = _host.Write("touchy.yaml", $$"""
            version: 1
            name: touchy
            collectors: [{ type: witness, options: { path: gone.txt } }]
            processors: [{ type: {{processor}} }]
            sinks: [{ type: jsonl, options: { path: out.jsonl } }]
            """);

        var code = await _host.InvokeAsync("run", path, "--plugins", _plugins.Root, "--format", "json");

        Assert.True(File.Exists(Path.Combine(_host.WorkingDirectory, "gone.txt")), _host.Error);
        if (reason is not null)
        {
            Assert.NotEqual(ExitCode.Done, code);
            Assert.Contains($"The options class of `touchy` in Acme.Throwing is not usable: {reason}", _host.Out + _host.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", _host.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Run_RuleThrowsAtWhatATemplateGives_IsAFindingAndWhatWasMadeIsDisposed() // Invariant 8
    {
        var path = _host.Write("moody.yaml", """
            version: 1
            name: moody
            collectors: [{ type: witness, options: { path: gone.txt } }]
            processors: [{ type: moody, options: { name: '{{ run.pipeline }}' } }]
            sinks: [{ type: jsonl, options: { path: out.jsonl } }]
            """);

        Assert.Equal(ExitCode.Environment, await _host.InvokeAsync("run", path, "--plugins", _plugins.Root, "--format", "json"));

        var finding = Assert.Single(_host.Document("run")["diagnostics"]!.AsArray())!;
        Assert.Equal(("component.bad_options_class", "/processors/0/options"), ((string)finding["code"]!, (string)finding["pointer"]!));
        Assert.Equal("The options class of `moody` in Acme.Throwing is not usable: The sky is closed.", (string)finding["message"]!);
        Assert.True(File.Exists(Path.Combine(_host.WorkingDirectory, "gone.txt")), _host.Error);
    }

    [Fact]
    public async Task Open_LockIsHeld_WhatWasOpenedBeforeIsClosed()
    {
        var path = Plain("held");
        var log = Path.Combine(_host.WorkingDirectory, "etl.log");
        using (State.PipelineLock.TryAcquire(Path.Combine(_host.WorkingDirectory, ".jobpilot"), "held", TimeProvider.System, out _))
        {
            Assert.Equal(ExitCode.Environment, await _host.InvokeAsync("run", path, "--log-file", log, "--format", "json"));
            Assert.Equal("state.locked", (string)Assert.Single(_host.Document("run")["diagnostics"]!.AsArray())!["code"]!);
        }

        AssertClosed(log);
        Assert.Equal(ExitCode.Done, await _host.InvokeAsync("run", path));
    }

    [Fact]
    public async Task Open_StateStoreIsBroken_LockAndLogFileAreGivenBack()
    {
        var path = Plain("broken");
        var log = Path.Combine(_host.WorkingDirectory, "etl.log");
        var state = _host.Write(".jobpilot/state.db", "this is no database, though it is long enough to be looked at as one " + new string('x', 4096));

        for (var attempt = 0; attempt < 2; attempt++)
        {
            Assert.NotEqual(ExitCode.Done, await _host.InvokeAsync("run", path, "--log-file", log, "--format", "json"));
            Assert.StartsWith("state.", (string)Assert.Single(_host.Document("run")["diagnostics"]!.AsArray())!["code"]!, StringComparison.Ordinal);
            Assert.DoesNotContain("state.locked", _host.Out, StringComparison.Ordinal);
            AssertClosed(log);
        }

        File.Delete(state);
        Assert.Equal(ExitCode.Done, await _host.InvokeAsync("run", path));
    }

    private string Plain(string name) => _host.Write($"{name}.yaml", $$"""
        version: 1
        name: {{name}}
        collectors: [{ type: demo, options: { records: 10 } }]
        sinks: [{ type: jsonl, options: { path: out.jsonl } }]
        """);

    /// <summary>Nobody in this process has the file open.</summary>
    private static void AssertClosed(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.True(file.CanWrite);
    }
}
