using System.Diagnostics;
using System.Globalization;

namespace JobPilot.Plugins.LiteDb.Tests.Durability;

public sealed class KillTests : IDisposable
{
    private const int Kills = 10;
    private const int RowsPerCommit = 30;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Committer_KilledAtRandomMoments_EveryAcknowledgedTransactionIsWhole()
    {
        var path = _folder.File("killed.db");
        var random = new Random(7);
        long acknowledged = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            var last = RunAndKill(path, random.Next(1, 400));
            Assert.True(last >= acknowledged, $"kill {kill}: began at {last}, {acknowledged} were acknowledged before");
            acknowledged = last;
            await VerifyAsync(path, acknowledged, $"kill {kill}");
        }

        Assert.True(acknowledged > Kills, $"only {acknowledged} transactions were acknowledged over all runs");
    }

    /// <summary>Kills the committer some milliseconds after its first acknowledgement, and not before its second; gives the last number it acknowledged.</summary>
    private static long RunAndKill(string path, int milliseconds)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Program(), path, $"{RowsPerCommit}"]) { RedirectStandardOutput = true })!;
        long last = 0;
        string? line;
        var watch = new Stopwatch();
        var count = 0;
        while ((line = process.StandardOutput.ReadLine()) is not null)
        {
            last = long.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
            watch.Start();
            if (++count > 1 && watch.ElapsedMilliseconds >= milliseconds)
            {
                process.Kill();
                watch.Reset();
                milliseconds = int.MaxValue;
            }
        }

        process.WaitForExit();
        Assert.NotEqual(0, process.ExitCode);
        return last;
    }

    private static async Task VerifyAsync(string path, long acknowledged, string when)
    {
        await using var sink = Sinks.Open(path, new LiteDbOptions { Path = path, Indexes = ["batch"] });
        var findings = await sink.CheckAsync(CancellationToken.None);
        Assert.DoesNotContain(findings, finding => finding.Severity == DiagnosticSeverity.Error);
        var claim = await sink.ClaimAsync(new ClaimRequest("committer", [], 0), CancellationToken.None);
        Assert.True(claim.LastCommit >= acknowledged, $"{when}: {acknowledged} acknowledged, last commit is {claim.LastCommit}");
        Assert.Equal(claim.LastCommit.ToString(CultureInfo.InvariantCulture), claim.Splits["split"].Position);
        Assert.Equal(claim.LastCommit, claim.Journal[^1].Number);

        var rows = 0L;
        string? after = null;
        while (await sink.ReadRowsAsync(after, 1000, CancellationToken.None) is { Count: > 0 } page)
        {
            rows += page.Count;
            after = page[^1].Key;
        }

        Assert.Equal((claim.LastCommit * RowsPerCommit) + 1, rows);
        var shared = Assert.Single(await sink.ReadRowsAsync("share", 1, CancellationToken.None));
        Assert.Equal(claim.LastCommit, shared.GetInteger(FieldPath.Parse("batch")));
    }

    /// <summary>The program is built beside the tests, in the folder of the same configuration.</summary>
    private static string Program()
    {
        var tests = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", ".."));
        var output = Path.GetRelativePath(Path.Combine(tests, "JobPilot.Plugins.LiteDb.Tests"), AppContext.BaseDirectory);
        var path = Path.Combine(tests, "TestPrograms", "LiteDbCommitter", output, "LiteDbCommitter.dll");
        Assert.True(File.Exists(path), $"{path} was not built.");
        return path;
    }
}
