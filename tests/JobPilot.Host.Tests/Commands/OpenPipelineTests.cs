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
}
