using JobPilot.Host.Tests.Commands;

namespace JobPilot.Host.Tests.Processes;

/// <summary>
/// What an operator may find in the morning: a file that is damaged, cut short, foreign, held by another, or not a file. Each is told with code and mend,
/// stays as it is, and has the way back that README names.
/// </summary>
public sealed class BrokenFilesTests : IDisposable
{
    private const string Pipeline = """
        version: 1
        name: broken
        settings: { state: state, dead_letters: dead.jsonl, max_reject_share: 1 }
        collectors:
          - { type: demo, options: { records: 60, seed: 3 } }
        processors:
          - { type: map_job }
          - { type: assert, options: { expectations: [{ field: base_salary, not_null: true, then: reject }] } }
          - { type: deduplicate }
        sinks:
          - { type: litedb, options: { path: jobs.db } }
          - { type: jsonl, options: { path: jobs.jsonl, mode: append } }
        """;

    private readonly HostRun _host = new();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("jobs.db", "foreign", "litedb.foreign_file")]
    [InlineData("jobs.db", "truncated", "litedb.truncated")]
    [InlineData("jobs.db", "folder", "litedb.")]
    [InlineData("state/state.db", "foreign", "state.foreign")]
    [InlineData("state/state.db", "truncated", "state.corrupt")]
    [InlineData("state/state.db", "damaged", "state.corrupt")]
    [InlineData("state/state.db", "folder", "state.")]
    [InlineData("jobs.jsonl", "folder", "files.open")]
    [InlineData("dead.jsonl", "folder", "engine.dead_letters_unavailable")]
    public async Task Run_FileBroken_IsToldAndLeftAndItsWayBackWorks(string file, string how, string code)
    {
        var pipeline = _host.Write("broken.yaml", Pipeline);
        Assert.Equal(ExitCode.Done, await _host.InvokeAsync("run", pipeline));
        var lines = File.ReadAllLines(PathOf("jobs.jsonl"));
        var path = PathOf(file);
        var aside = $"{path}.aside";
        Spoil(path, aside, how);
        var spoilt = File.Exists(path) ? File.ReadAllBytes(path) : null;

        var exit = await _host.InvokeAsync("run", pipeline, "--format", "json");

        Assert.True(exit is ExitCode.Environment or ExitCode.Failed, $"{exit}: {_host.Error}");
        var failure = _host.Document("run")["diagnostics"]!.AsArray().First(finding => (string)finding!["severity"]! == "error")!;
        Assert.StartsWith(code, (string)failure["code"]!, StringComparison.Ordinal);
        Assert.Contains(Path.GetFileName(path), (string)failure["message"]!, StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty((string?)failure["fix"]));
        Assert.DoesNotContain("   at ", _host.Error, StringComparison.Ordinal);
        Assert.Equal(spoilt, File.Exists(path) ? File.ReadAllBytes(path) : null);

        // The way back: what was there before, from a backup.
        Restore(path, aside);
        Assert.Equal(ExitCode.Done, await _host.InvokeAsync("run", pipeline, "--format", "json"));
        Assert.Equal(0, (int)_host.Document("run")["totals"]!["inserted"]!);
        Assert.Equal(lines, File.ReadAllLines(PathOf("jobs.jsonl")).Take(lines.Length));
    }

    [Theory]
    [InlineData("shortened")]
    [InlineData("damaged")]
    [InlineData("gone")]
    public async Task Run_DeadLettersBroken_GoesOnBehindThemAndLosesNoRow(string how)
    {
        var pipeline = _host.Write("broken.yaml", Pipeline);
        await _host.InvokeAsync("run", pipeline);
        var letters = File.ReadAllLines(PathOf("dead.jsonl"));
        Assert.NotEmpty(letters);
        switch (how)
        {
            case "gone":
                File.Delete(PathOf("dead.jsonl"));
                break;
            case "shortened":
                File.WriteAllLines(PathOf("dead.jsonl"), letters.Take(1));
                break;
            default:
                File.WriteAllText(PathOf("dead.jsonl"), string.Join('\n', letters).Replace('{', '#') + "\n");
                break;
        }

        var kept = File.Exists(PathOf("dead.jsonl")) ? File.ReadAllLines(PathOf("dead.jsonl")) : [];
        Assert.Equal(ExitCode.Done, await _host.InvokeAsync("run", pipeline));

        var after = File.ReadAllLines(PathOf("dead.jsonl"));
        Assert.Equal(kept, after.Take(kept.Length));
        Assert.Equal(letters.Length, after.Length - kept.Length);
    }

    [Fact]
    public async Task Run_StateOfAnotherTime_TheMemoryIsBuiltAnewAndNothingIsThereTwice()
    {
        var pipeline = _host.Write("broken.yaml", Pipeline);
        await _host.InvokeAsync("run", pipeline);
        var lines = File.ReadAllLines(PathOf("jobs.jsonl"));
        Directory.Delete(PathOf("state"), recursive: true);

        Assert.Equal(ExitCode.Done, await _host.InvokeAsync("run", pipeline, "--format", "json"));
        Assert.Equal(0, (int)_host.Document("run")["totals"]!["inserted"]!);
        Assert.Equal(lines, File.ReadAllLines(PathOf("jobs.jsonl")).Take(lines.Length));
    }

    [Fact]
    public async Task Run_DatabaseHeldByAnotherPipelinesProcess_IsToldAndNothingIsWritten()
    {
        var slow = _host.Write("slow.yaml", Pipeline.Replace("name: broken", "name: slow", StringComparison.Ordinal)
            .Replace("state: state", "state: slow", StringComparison.Ordinal).Replace("jobs.jsonl", "slow.jsonl", StringComparison.Ordinal)
            .Replace("dead.jsonl", "slow-dead.jsonl", StringComparison.Ordinal).Replace("records: 60", "records: 100000, delay: 50ms, page_size: 10", StringComparison.Ordinal));
        using var other = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(Path.Combine(HostRun.BuiltHost, "jobpilot-host"), ["run", slow, "--quiet"])
        {
            WorkingDirectory = _host.WorkingDirectory,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        try
        {
            for (var wait = 0; wait < 300 && !(File.Exists(PathOf("slow.jsonl")) && new FileInfo(PathOf("slow.jsonl")).Length > 0); wait++)
            {
                await Task.Delay(100);
            }

            Assert.Equal(ExitCode.Environment, await _host.InvokeAsync("run", _host.Write("broken.yaml", Pipeline), "--format", "json"));
            var failure = _host.Document("run")["diagnostics"]!.AsArray().First(finding => (string)finding!["severity"]! == "error")!;
            Assert.Equal("litedb.locked", (string)failure["code"]!);
            Assert.Contains($"{other.Id}", (string)failure["message"]!, StringComparison.Ordinal);
            Assert.False(File.Exists(PathOf("jobs.jsonl")) && new FileInfo(PathOf("jobs.jsonl")).Length > 0);
        }
        finally
        {
            other.Kill();
            await other.WaitForExitAsync();
        }

        Assert.Equal(ExitCode.Done, await _host.InvokeAsync("run", _host.Write("broken.yaml", Pipeline)));
    }

    private string PathOf(string file) => Path.Combine(_host.WorkingDirectory, file);

    private static void Spoil(string path, string aside, string how)
    {
        File.Copy(path, aside);
        var content = File.ReadAllBytes(path);
        File.Delete(path);
        switch (how)
        {
            case "folder":
                Directory.CreateDirectory(path);
                return;
            case "foreign":
                content = "%PDF-1.7 this is another program's file\n"u8.ToArray();
                break;
            case "truncated":
                content = content[..(content.Length / 2 / 4096 * 4096)];
                break;
            default:
                new Random(1).NextBytes(content.AsSpan(4096));
                break;
        }

        File.WriteAllBytes(path, content);
    }

    private static void Restore(string path, string aside)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path);
        }

        File.Move(aside, path, overwrite: true);
    }
}
