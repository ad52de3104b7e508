using System.Text.Json.Nodes;

namespace JobPilot.Host.Tests.Commands;

/// <summary>Runs are taken back whose sinks had missed something.</summary>
public sealed class UndoDebtTests : IDisposable
{
    private const string Output = "out.jsonl";
    private readonly HostRun _host = new();
    private readonly string _path;

    public UndoDebtTests()
    {
        NumberedLines.Write(_host, files: 1, records: 30);
        _path = _host.Write("files.yaml", """
            version: 1
            name: files
            collectors:
              - { type: jsonl, options: { path: in-*.jsonl, key: id } }
            sinks:
              - { type: litedb, options: { path: jobs.db } }
              - { id: lines, type: jsonl, required: false, options: { path: out.jsonl } }
            """);
    }

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Undo_RunThatASinkMissed_TakesTheDebtAlong()
    {
        await RunWithoutOutputAsync();
        Assert.NotEmpty(await DebtsAsync());

        await InvokeAsync(ExitCode.Done, "runs", "undo", _path, "last", "--yes", "--format", "json");

        Assert.Empty(await DebtsAsync());
        await InvokeAsync(ExitCode.Done, "replay", _path, "--sink", "lines", "--format", "json");
        Assert.False(File.Exists(Path.Combine(_host.WorkingDirectory, Output)) && File.ReadAllLines(Path.Combine(_host.WorkingDirectory, Output)).Length > 0);
        await InvokeAsync(ExitCode.Done, "run", _path, "--format", "json");
        Assert.Equal(NumberedLines.All(1, 30), NumberedLines.Ids(_host, Output));
    }

    [Fact]
    public async Task Undo_WhatWasMissedIsPaid_RunAndPaymentAreRefused()
    {
        var run = await RunWithoutOutputAsync();
        await InvokeAsync(ExitCode.Done, "replay", _path, "--sink", "lines", "--format", "json");
        await InvokeAsync(ExitCode.Done, "runs", "list", _path, "--format", "json");
        var payment = _host.Document("runs-list")["runs"]!.AsArray().Select(one => (string)one!["run_id"]!).Single(id => id != run);

        Assert.Contains("engine.undo_paid", await RefusedAsync(run));
        Assert.Contains("engine.undo_payment", await RefusedAsync(payment));
        Assert.Equal(NumberedLines.All(1, 30), NumberedLines.Ids(_host, Output));
    }

    /// <summary>A folder lies in the file's place.</summary>
    private async Task<string> RunWithoutOutputAsync()
    {
        var output = Directory.CreateDirectory(Path.Combine(_host.WorkingDirectory, Output));
        await InvokeAsync(ExitCode.Done, "run", _path, "--format", "json");
        output.Delete();
        return (string)_host.Document("run")["run_id"]!;
    }

    private async Task<JsonArray> DebtsAsync()
    {
        await InvokeAsync(ExitCode.Done, "state", "list", _path, "--format", "json");
        return _host.Document("state-list")["debts"]!.AsArray();
    }

    private async Task<IEnumerable<string>> RefusedAsync(string run)
    {
        await InvokeAsync(ExitCode.Failed, "runs", "undo", _path, run, "--yes", "--format", "json");
        return _host.Document("runs-undo")["diagnostics"]!.AsArray().Select(finding => (string)finding!["code"]!);
    }

    private async Task InvokeAsync(int expected, params string[] arguments)
    {
        var code = await _host.InvokeAsync(arguments);
        Assert.True(code == expected, $"{code}: {_host.Error}{_host.Out}");
    }
}
