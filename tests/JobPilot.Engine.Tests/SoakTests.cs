using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using JobPilot.Engine.Tests.Fakes;
using JobPilot.Tests;

namespace JobPilot.Engine.Tests;

/// <summary>
/// 100,000 records through source, processors, memory, home, a second sink and dead letters, with a hundredth of every call failing. What comes out is what
/// an undisturbed run gives, and memory stays flat. <c>JOBPILOT_TEST_SOAK=1000000</c> asks for more.
/// </summary>
[Collection(AloneCollection.Name)]
public class SoakTests
{
    private const int PageSize = 50;
    private const int Ids = 5000;
    private static readonly int Records = int.Parse(Environment.GetEnvironmentVariable("JOBPILOT_TEST_SOAK") ?? "100000", CultureInfo.InvariantCulture);
    private static readonly FieldPath Number = FieldPath.Parse("n");

    [Fact]
    public async Task Run_OnePercentOfEverythingFails_GivesWhatAnUndisturbedRunGives() // Invariants 3 and 5
    {
        var undisturbed = await RunAsync(disturbed: false);
        var disturbed = await RunAsync(disturbed: true);

        Assert.Equal(undisturbed.Counts, disturbed.Counts);
        Assert.Equal(undisturbed.Rows, disturbed.Rows);
        Assert.Equal(undisturbed.Lines, disturbed.Lines);
        Assert.Equal(undisturbed.Letters, disturbed.Letters);
        Assert.True(disturbed.Faults > Records / PageSize / 100, $"Only {disturbed.Faults} faults.");
        Assert.InRange(disturbed.Growth, long.MinValue, 24L << 20);
    }

    private static async Task<(string Counts, string Rows, string Lines, string Letters, int Faults, long Growth)> RunAsync(bool disturbed)
    {
        var faults = new Faulty(disturbed);
        var source = new EndlessIds(faults);
        var file = new HashingSink(faults);
        var letters = new HashingSink(faults);
        var run = new EngineRun { DeadLetterSink = letters }.Collect(source).Process(new LambdaProcessor(Judge), "judge").Process(new KeepSmallest(), "dedupe").WriteHome().Write(file);
        run.Home.KeepsCommits = false;
        run.Home.RefuseRow = row => row.Operation == RecordOperation.Upsert && row.GetInteger(Number) % 103 == 3 ? "the row is refused" : null;
        run.Home.Disturb = number => (faults.Strikes(), number % 2 == 0);
        run.Settings = run.Settings with { MaxRejectShare = 1, MaxRetries = 20 };

        var result = await run.RunAsync();

        Assert.True(result.Outcome == RunOutcome.Succeeded, $"{result.Failure}");
        var totals = result.Totals;
        Assert.Equal(Records, totals.Collected);
        Assert.True(totals.DeadLettered > Records / 101 * 2, $"{totals.DeadLettered} dead letters");
        Assert.Equal(Records / 101, totals.Dropped, Records / 101.0 / 50);
        var counts = $"{totals.Collected} = {totals.Written} + {totals.Duplicates} + {totals.Dropped} + {totals.DeadLettered}";
        return (counts, string.Join('\n', run.Home.Rows), file.Hash, $"{letters.Length}", faults.Count, source.Growth);
    }

    private static Outcome Judge(Record record) => (record.GetInteger(Number) % 101) switch
    {
        0 => throw new InvalidOperationException("the processor broke"),
        1 => Outcome.Reject("not wanted"),
        2 => Outcome.Drop("not needed"),
        _ => Outcome.Keep,
    };

    /// <summary>Says of a hundredth of the calls that they fail; seeded.</summary>
    private sealed class Faulty(bool disturbed)
    {
        private readonly Random _random = new(42);

        public int Count { get; private set; }

        public bool Strikes()
        {
            lock (_random)
            {
                var strikes = disturbed && _random.Next(100) == 0;
                Count += strikes ? 1 : 0;
                return strikes;
            }
        }

        public void Strike()
        {
            if (Strikes())
            {
                throw new FaultException(FaultKind.Transient, "it is busy");
            }
        }
    }

    /// <summary>The same ids again and again, so that what is kept does not grow; looks at the memory on its way.</summary>
    private sealed class EndlessIds(Faulty faults) : ICollector
    {
        private long _early;

        public long Growth { get; private set; }

        public ValueTask<IReadOnlyList<Split>> PlanAsync(CancellationToken cancellationToken) => new([new Split("all")]);

        public async IAsyncEnumerable<Page> ReadAsync(SplitRead read, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Yield();
            for (var first = read.After is { } after ? int.Parse(after.Value, CultureInfo.InvariantCulture) : 0; first < Records; first += PageSize)
            {
                faults.Strike();
                Look(first);
                yield return new Page([.. Enumerable.Range(first, PageSize).Select(Make)], new Position((first + PageSize).ToString(CultureInfo.InvariantCulture)));
            }
        }

        private static Record Make(int number) => Record.FromUtf8(
            Encoding.UTF8.GetBytes($$"""{"id":"{{number % Ids:D5}}","n":{{number}},"group":"{{number % (Ids / 2)}}","text":"{{new string('x', 200)}}"}"""), $"{number % Ids:D5}");

        private void Look(int first)
        {
            if (first == Records / 4 / PageSize * PageSize)
            {
                _early = GC.GetTotalMemory(forceFullCollection: true);
            }
            else if (first == Records / 20 * 19 / PageSize * PageSize)
            {
                Growth = GC.GetTotalMemory(forceFullCollection: true) - _early;
            }
        }
    }

    /// <summary>An appending sink with marks that keeps the hash of its lines at each mark, and none of them.</summary>
    private sealed class HashingSink(Faulty faults) : ISink
    {
        private readonly Dictionary<long, byte[]> _marks = new() { [0] = [] };
        private byte[] _hash = [];

        public long Length { get; private set; }

        public string Hash => Convert.ToHexString(_hash);

        public SinkOperations Operations => SinkOperations.Append;

        public string Location => "/hashed";

        public ValueTask OpenAsync(SinkOpen open, CancellationToken cancellationToken)
        {
            faults.Strike();
            Length = open.NewRun || open.Mark is null ? 0 : long.Parse(open.Mark, CultureInfo.InvariantCulture);
            _hash = _marks[Length];
            return default;
        }

        public ValueTask<WriteResult> WriteAsync(IReadOnlyList<Record> records, CancellationToken cancellationToken)
        {
            faults.Strike();
            foreach (var record in records)
            {
                _hash = SHA256.HashData([.. _hash, .. Encoding.UTF8.GetBytes($"{record.Operation} {record.Key} {record}")]);
            }

            Length += records.Count;
            return new(new WriteResult { Counts = new RowCounts { Inserted = records.Count } });
        }

        public ValueTask<string?> FlushAsync(CancellationToken cancellationToken)
        {
            faults.Strike();
            _marks[Length] = _hash;
            return new(Length.ToString(CultureInfo.InvariantCulture));
        }
    }
}
