using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using JobPilot.Engine.Recovery;

namespace JobPilot.Host.Tests.Processes;

/// <summary>
/// Kills the real process at each durable step and at random moments, runs it again, and compares everything that is left with an undisturbed run.
/// <c>JOBPILOT_TEST_KILLS=1000</c> asks for more than the twenty random moments.
/// </summary>
public class KillTests
{
    private const int Seed = 20261124;
    private static readonly ConcurrentDictionary<(string Home, string Contract, int Passes), Lazy<Task<(string Contents, TimeSpan Elapsed)>>> Undisturbed = new();

    public static TheoryData<string, string> EachFailpoint()
    {
        var cases = new TheoryData<string, string>();
        foreach (var home in KilledPipeline.Homes)
        {
            foreach (var name in Failpoints.Names)
            {
                cases.Add(home, name);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(EachFailpoint))]
    public async Task Run_KilledAtADurableStep_ReRunGivesWhatAnUndisturbedRunGives(string home, string failpoint) // Invariant 5
    {
        // The first time lies before anything is committed, a later one in the middle. Some steps come only once or twice a run.
        foreach (var count in home == "state_append" ? new[] { 1 } : [1, 4])
        {
            using var killed = new KilledPipeline(home);

            var first = await killed.RunAsync($"{failpoint}:{count}:kill");
            Assert.True(first == 137 || (count > 1 && first == 0), $"{failpoint}:{count}: exit code {first}");
            var second = await killed.RunAsync(null);

            Assert.Equal(0, second);
            await AssertUndisturbedAsync(home, killed, $"{failpoint}:{count}");
        }
    }

    [Fact]
    public async Task Run_KilledAtRandomMoments_ReRunGivesWhatAnUndisturbedRunGives() // Invariant 5
    {
        var kills = int.Parse(Environment.GetEnvironmentVariable("JOBPILOT_TEST_KILLS") ?? "20", CultureInfo.InvariantCulture);
        var random = new Random(Seed);
        for (var kill = 0; kill < kills; kill++)
        {
            var home = KilledPipeline.Homes[kill % KilledPipeline.Homes.Count];
            var elapsed = (await OfUndisturbedAsync(home, "evolve", 1)).Elapsed;
            using var killed = new KilledPipeline(home);
            var delay = elapsed * (0.3 + (0.7 * random.NextDouble()));

            // Killed twice: the second time while it resumes.
            await killed.RunAsync(null, delay);
            await killed.RunAsync(null, elapsed * (0.3 + (0.7 * random.NextDouble())));
            var last = await killed.RunAsync(null);

            Assert.Equal(0, last);
            await AssertUndisturbedAsync(home, killed, $"kill {kill} of seed {Seed}, after {delay.TotalMilliseconds:0} ms");
        }
    }

    /// <summary>The first pass learns the shape of the source, in however many runs; from the second on the contract is in force.</summary>
    [Theory]
    [InlineData("litedb", Failpoints.HomeBefore, 4)]
    [InlineData("litedb", Failpoints.HomeAfter, 4)]
    [InlineData("litedb", Failpoints.EndBefore, 1)]
    [InlineData("litedb", Failpoints.CompletedAfter, 1)]
    [InlineData("state", Failpoints.HomeAfter, 2)]
    [InlineData("state", Failpoints.EndBefore, 1)]
    [InlineData("state", Failpoints.CompletedAfter, 1)]
    public async Task Run_KilledWhileTheShapeIsLearnt_FrozenContractKnowsWhatAnUndisturbedRunTeaches(string home, string failpoint, int count) // Invariant 5
    {
        using var killed = new KilledPipeline(home, "freeze");
        Assert.Equal(137, await killed.RunAsync($"{failpoint}:{count}:kill"));

        Assert.Equal(0, await killed.RunAsync(null));
        await AssertUndisturbedAsync(home, killed, $"freeze, {failpoint}:{count}");
        Assert.Equal(0, await killed.RunAsync(null));
        await AssertUndisturbedAsync(home, killed, $"freeze and a run more, {failpoint}:{count}");
        var before = killed.Contents();

        using var other = killed.Start(null, "--set", "collectors[0].options.era=legacy");
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        await other.WaitForExitAsync(timeout.Token);

        Assert.Equal(1, other.ExitCode);
        Assert.Equal(Shape(before), Shape(killed.Contents()));
    }

    /// <summary>What the host rehearses while it starts has the same steps, and is no run.</summary>
    [Fact]
    public async Task Run_KilledBehindItsLastStep_HasDoneAllOfThem()
    {
        using var killed = new KilledPipeline("litedb");

        Assert.Equal(137, await killed.RunAsync($"{Failpoints.CompletedAfter}:1:kill"));

        await AssertUndisturbedAsync("litedb", killed, Failpoints.CompletedAfter);
    }

    [Fact]
    public async Task Run_Sigterm_DrainsAndExitsWith143()
    {
        using var pipeline = new KilledPipeline("litedb");
        using var process = pipeline.Start(null, "--set", "collectors[0].options.records=100000", "--set", "collectors[0].options.delay=20ms");
        await Task.Delay(TimeSpan.FromSeconds(4));

        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(timeout.Token);

        Assert.Equal(143, process.ExitCode);
    }

    /// <summary>A run that was killed when all was done is not resumed: the next one makes a second pass, as it would without the kill.</summary>
    internal static async Task AssertUndisturbedAsync(string home, KilledPipeline killed, string when)
    {
        var passes = killed.Passes();
        Assert.InRange(passes, 1, 3);
        var expected = (await OfUndisturbedAsync(home, killed.Contract, passes)).Contents;
        var actual = killed.Contents();
        Assert.True(expected == actual, $"{home}, {when}, {passes} passes: {Difference(expected, actual)}");
    }

    /// <summary>The part of the contents that is the shape of the source.</summary>
    private static string Shape(string contents) =>
        contents[contents.IndexOf("-- shape", StringComparison.Ordinal)..contents.IndexOf("-- memory", StringComparison.Ordinal)];

    private static string Difference(string expected, string actual)
    {
        var (missing, extra) = (expected.Split('\n').ToList(), actual.Split('\n').ToList());
        foreach (var line in missing.ToList())
        {
            if (extra.Remove(line))
            {
                missing.Remove(line);
            }
        }

        return $"{missing.Count} missing, {extra.Count} extra; first missing: {missing.FirstOrDefault()}; first extra: {extra.FirstOrDefault()}";
    }

    private static Task<(string Contents, TimeSpan Elapsed)> OfUndisturbedAsync(string home, string contract, int passes) =>
        Undisturbed.GetOrAdd((home, contract, passes), _ => new Lazy<Task<(string, TimeSpan)>>(async () =>
        {
            using var pipeline = new KilledPipeline(home, contract);
            var elapsed = TimeSpan.Zero;
            for (var pass = 0; pass < passes; pass++)
            {
                var watch = Stopwatch.StartNew();
                Assert.Equal(0, await pipeline.RunAsync(null));
                elapsed = watch.Elapsed;
            }

            return (pipeline.Contents(), elapsed);
        })).Value;
}
