using System.Diagnostics;
using System.Text.Json.Nodes;
using JobPilot.Host.Tests.Commands;

namespace JobPilot.Host.Tests.Processes;

/// <summary>
/// The real process on a disk that gets full, or is read-only: it says so with a mend, and once there is room the next run makes everything as it would
/// have been.
/// </summary>
public class DiskFullTests
{
    private static readonly Lazy<string?> WhyNoDisk = new(() =>
        Shell("unshare", "-m", "sh", "-c", "mkdir -p /tmp/jobpilot-mount && mount -t tmpfs -o size=64k tmpfs /tmp/jobpilot-mount") is (0, _)
            ? null
            : "This machine does not let tests mount a small disk.");

    public static TheoryData<string, string> Sizes()
    {
        var cases = new TheoryData<string, string>();
        foreach (var home in new[] { "litedb", "state" })
        {
            foreach (var size in new[] { "4k", "64k", "256k", "512k", "1m", "1536k", "3m" })
            {
                cases.Add(home, size);
            }
        }

        return cases;
    }

    [SkippableTheory]
    [MemberData(nameof(Sizes))]
    public async Task Run_DiskFull_ClearErrorAndTheNextRunMakesItGood(string home, string size)
    {
        Skip.If(WhyNoDisk.Value is not null, WhyNoDisk.Value);
        using var pipeline = new KilledPipeline(home);
        var codes = RunOnDisk(pipeline, $"-o size={size}", "-o remount,size=256m");
        Assert.True(codes.First != ExitCode.Done || !size.EndsWith("4k", StringComparison.Ordinal), $"Everything fitted into {size}.");
        await AssertToldAndHealedAsync(home, pipeline, codes);
    }

    [SkippableTheory]
    [InlineData("litedb")]
    [InlineData("state")]
    public async Task Run_DiskReadOnly_ClearErrorAndTheNextRunMakesItGood(string home)
    {
        Skip.If(WhyNoDisk.Value is not null, WhyNoDisk.Value);
        using var pipeline = new KilledPipeline(home);
        var codes = RunOnDisk(pipeline, "-o ro,size=256m", "-o remount,rw");
        Assert.Equal(ExitCode.Environment, codes.First);
        await AssertToldAndHealedAsync(home, pipeline, codes);
    }

    /// <summary>No file may grow beyond a limit: whichever is the first to reach it fails, in the middle of a write.</summary>
    [SkippableTheory]
    [InlineData("litedb", 8)]
    [InlineData("litedb", 48)]
    [InlineData("litedb", 100)]
    [InlineData("litedb", 200)]
    [InlineData("litedb", 400)]
    [InlineData("state", 8)]
    [InlineData("state", 48)]
    [InlineData("state", 100)]
    [InlineData("state", 200)]
    [InlineData("state", 400)]
    public async Task Run_FileMayNotGrow_ClearErrorAndTheNextRunMakesItGood(string home, int kilobytes)
    {
        Skip.IfNot(File.Exists("/bin/bash"), "There is no bash to set the limit with.");
        using var pipeline = new KilledPipeline(home);
        var folder = pipeline.Host.WorkingDirectory;
        File.WriteAllText(Path.Combine(folder, "killed.yaml"), pipeline.Text);
        var codes = Script(pipeline, $"""
            cd '{folder}'
            (trap '' XFSZ; ulimit -f {kilobytes}; DOTNET_EnableWriteXorExecute=0 {Host} run killed.yaml --quiet --format json 2>&1 | cat > first.txt; exit $PIPESTATUS)
            echo "first $?"
            {Host} run killed.yaml --quiet > second.txt 2>&1
            echo "second $?"
            """);
        await AssertToldAndHealedAsync(home, pipeline, codes);
    }

    private static string Host => Path.Combine(HostRun.BuiltHost, "jobpilot-host");

    private static async Task AssertToldAndHealedAsync(string home, KilledPipeline pipeline, (int First, int Second) codes)
    {
        var first = File.ReadAllText(Path.Combine(pipeline.Host.WorkingDirectory, "first.txt"));
        var second = File.ReadAllText(Path.Combine(pipeline.Host.WorkingDirectory, "second.txt"));
        Assert.True(codes.First is ExitCode.Done or ExitCode.Failed or ExitCode.Environment, $"Exit code {codes.First}: {first}");
        Assert.DoesNotContain("   at ", first, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", first, StringComparison.Ordinal);
        if (codes.First != ExitCode.Done)
        {
            var document = JsonNode.Parse(first[first.IndexOf("{\n", StringComparison.Ordinal)..(first.LastIndexOf('}') + 1)])!;
            var failure = document["diagnostics"]!.AsArray().First(finding => (string)finding!["severity"]! == "error")!;
            Assert.False(string.IsNullOrEmpty((string?)failure["fix"]), $"No mend: {failure}");
            Assert.DoesNotContain("mistake in the plugin", first, StringComparison.Ordinal);
            Assert.NotEqual("engine.component_failed", (string)failure["code"]!);
        }

        Assert.True(codes.Second == ExitCode.Done, $"Exit code {codes.Second} once there was room: {second}");
        await KillTests.AssertUndisturbedAsync(home, pipeline, $"after {codes.First}");
    }

    /// <summary>Runs it on a disk of its own, in a mount namespace that goes with the process, then again on the mended disk.</summary>
    private static (int First, int Second) RunOnDisk(KilledPipeline pipeline, string options, string mended)
    {
        var folder = pipeline.Host.WorkingDirectory;
        var disk = Path.Combine(folder, "disk");
        Directory.CreateDirectory(disk);
        File.WriteAllText(Path.Combine(folder, "killed.yaml"), pipeline.Text.Replace("path: jobs.db", "min_free_bytes: 0, path: jobs.db", StringComparison.Ordinal));
        return Script(pipeline, $"""
            mount -t tmpfs {options} tmpfs '{disk}' || exit 9
            cd '{disk}'
            {Host} run ../killed.yaml --quiet --format json > ../first.txt 2>&1
            echo "first $?"
            mount {mended} '{disk}'
            {Host} run ../killed.yaml --quiet > ../second.txt 2>&1
            echo "second $?"
            cp -a '{disk}/.' '{folder}/'
            """, "unshare", "-m");
    }

    private static (int First, int Second) Script(KilledPipeline pipeline, string script, params string[] before)
    {
        var path = Path.Combine(pipeline.Host.WorkingDirectory, "run.sh");
        File.WriteAllText(path, script);
        var (code, output) = Shell([.. before, "/bin/bash", path]);
        Assert.True(code == 0, output);
        var lines = output.Split('\n');
        return (Code("first "), Code("second "));

        int Code(string name) => int.Parse(lines.First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..], System.Globalization.CultureInfo.InvariantCulture);
    }

    private static (int Code, string Output) Shell(params string[] command)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            process.WaitForExit(TimeSpan.FromSeconds(120));
            return (process.ExitCode, $"{output.Result}\n{error.Result}");
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            return (-1, exception.Message);
        }
    }
}
