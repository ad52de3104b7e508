using System.Diagnostics;
using System.Globalization;

namespace JobPilot.State.Tests;

/// <summary>Invariant 5 for the state store: real processes, killed at random.</summary>
public sealed class KillTests : IDisposable
{
    private const int Kills = 10;
    private readonly StateFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Commit_KilledAtRandom_EveryAcknowledgedCommitIsWhole()
    {
        var random = new Random(20260115);
        long acknowledged = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            using var process = Start();
            var lines = ReadLinesAsync(process);
            await lines.First.Task.WaitAsync(TimeSpan.FromSeconds(60));
            await Task.Delay(random.Next(0, 60), CancellationToken.None);
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            var (last, spent) = await lines.All;
            Assert.True(last > acknowledged, $"Kill {kill}: after commit {acknowledged} the process acknowledged {last}.");
            acknowledged = last;
            await AssertWholeAsync(acknowledged, spent);
        }
    }

    [Fact]
    public async Task Start_WhileAnotherRuns_RefusedUntilItIsKilled()
    {
        using var first = Start();
        var lines = ReadLinesAsync(first);
        await lines.First.Task.WaitAsync(TimeSpan.FromSeconds(60));
        using (var second = Start())
        {
            await second.WaitForExitAsync(CancellationToken.None);
            Assert.Equal(3, second.ExitCode);
            Assert.Contains($"process {first.Id} ", await second.StandardError.ReadToEndAsync(CancellationToken.None), StringComparison.Ordinal);
        }

        first.Kill();
        await first.WaitForExitAsync(CancellationToken.None);
        using var after = PipelineLock.TryAcquire(_folder.Path, "committer", _folder.Time, out _);
        Assert.NotNull(after);
    }

    private static (TaskCompletionSource First, Task<(long Last, long Spent)> All) ReadLinesAsync(Process process)
    {
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return (first, ReadAsync());

        async Task<(long, long)> ReadAsync()
        {
            (long Last, long Spent) numbers = default;
            while (await process.StandardOutput.ReadLineAsync(CancellationToken.None) is { } line)
            {
                if (line.Split(' ') is [var number, var spent])
                {
                    numbers = (long.Parse(number, CultureInfo.InvariantCulture), long.Parse(spent, CultureInfo.InvariantCulture));
                    first.TrySetResult();
                }
            }

            first.TrySetException(new InvalidOperationException("The program ended before its first commit."));
            return numbers;
        }
    }

    private Process Start()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(
            JobPilot.Tests.SharedData.RepositoryRoot(), "tests", "TestPrograms", "StateCommitter", "bin", here.Parent!.Name, here.Name, "StateCommitter.dll");
        return Process.Start(new ProcessStartInfo("dotnet", [program, _folder.Path])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    private async Task AssertWholeAsync(long acknowledged, long spent)
    {
        await using var store = _folder.Open();
        await WholeState.AssertAsync(store, acknowledged, spent);
    }
}
