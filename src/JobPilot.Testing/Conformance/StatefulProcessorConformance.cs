using Xunit;

namespace JobPilot.Testing;

/// <summary>
/// The law of processors that remember: the final rows depend neither on the order of arrival nor on a record arriving twice, nor on where a
/// run was cut. Derive a class in the plugin's tests; all facts are inherited.
/// </summary>
public abstract class StatefulProcessorConformance
{
    /// <summary>Orders of arrival that are tried; 30 by default.</summary>
    protected virtual int Shuffles => 30;

    /// <summary>Makes a new processor with the same options. Called several times a fact.</summary>
    protected abstract IStatefulProcessor CreateProcessor();

    /// <summary>
    /// Makes new sample records, the same each time, each with a key; some belong together in the eyes of the processor. 5 to 30 are good.
    /// </summary>
    protected abstract IEnumerable<Record> Samples();

    /// <summary>What counts of a row when two runs are compared; its JSON by default. Lists without an order are best sorted here.</summary>
    /// <param name="row">A final row.</param>
    protected virtual string Describe(Record row) => row.ToString();

    /// <summary>The version of what is stored counts from 1.</summary>
    [Fact]
    public void StateVersion_Always_FromOne() => Assert.True(CreateProcessor().StateVersion >= 1, "StateVersion counts from 1.");

    /// <summary>The samples make the processor remember something; otherwise the law would prove nothing.</summary>
    [Fact]
    public void Samples_InOrder_LeaveAMemory()
    {
        var run = RunAll(Samples());
        Assert.NotEmpty(run.Rows);
        Assert.NotEmpty(run.Memory);
    }

    /// <summary>Keys are the same when asked twice, at most 400 characters, and asking leaves the record as it is.</summary>
    [Fact]
    public void Keys_AskedTwice_SameAndHarmless()
    {
        var processor = CreateProcessor();
        Assert.All(Samples(), sample =>
        {
            var before = OutcomeText.Row(sample);
            var keys = processor.Keys(sample).ToList();
            Assert.All(keys, key => Assert.InRange(key.Length, 1, 400));
            Assert.Equal(keys, processor.Keys(sample));
            Assert.Equal(before, OutcomeText.Row(sample));
        });
    }

    /// <summary>Disposing twice, also without a record, does no harm.</summary>
    [Fact]
    public async Task Dispose_Twice_Harmless()
    {
        var processor = CreateProcessor();
        await Owned.DisposeTwiceAsync(processor);
    }

    /// <summary>Only declared keys are touched: <see cref="MemoryRun"/> throws at any other. Outcomes are well formed.</summary>
    [Fact]
    public void Process_Samples_TouchesDeclaredKeysOnly()
    {
        var run = new MemoryRun(CreateProcessor());
        foreach (var sample in Samples())
        {
            OutcomeText.Check(sample, run.Process(sample));
        }
    }

    /// <summary>Any order of arrival leaves the same rows.</summary>
    [Fact]
    public void Process_AnyOrder_SameRows()
    {
        var expected = Rows(RunAll(Samples()));
        for (var seed = 1; seed <= Shuffles; seed++)
        {
            AssertRows(expected, RunAll(Shuffled(Samples(), seed)), $"in the order of seed {seed}");
        }
    }

    /// <summary>Records that arrive twice, at once or later, in any order, leave the same rows.</summary>
    [Fact]
    public void Process_Redelivered_SameRows()
    {
        var expected = Rows(RunAll(Samples()));
        AssertRows(expected, RunAll(Samples().Zip(Samples()).SelectMany(pair => new[] { pair.First, pair.Second })), "each record twice in a row");
        AssertRows(expected, RunAll(Samples().Concat(Samples())), "the whole twice");
        for (var seed = 1; seed <= Shuffles; seed++)
        {
            AssertRows(expected, RunAll(Shuffled(Samples().Concat(Samples()).Concat(Samples()), seed)), $"each record three times, in the order of seed {seed}");
        }
    }

    /// <summary>A new instance over the kept memory goes on as the old one would: nothing is remembered in fields.</summary>
    [Fact]
    public void Process_Restarted_SameRows()
    {
        var expected = Rows(RunAll(Samples()));
        var run = new MemoryRun(CreateProcessor());
        foreach (var sample in Samples())
        {
            run.Restart(CreateProcessor());
            run.Process(sample);
        }

        AssertRows(expected, run, "with a restart before each record");
    }

    /// <summary>A record that is processed again after its memory was withdrawn gets the same outcome.</summary>
    [Fact]
    public void Process_Rewound_SameOutcome()
    {
        var run = new MemoryRun(CreateProcessor());
        foreach (var (sample, again) in Samples().Zip(Samples()))
        {
            var first = OutcomeText.Of(sample, run.Try(sample));
            Assert.Equal(first, OutcomeText.Of(again, run.Process(again)));
        }
    }

    /// <summary>Hostile records get an outcome and no exception.</summary>
    [Fact]
    public void Process_HostileRecords_GetAnOutcome()
    {
        var run = new MemoryRun(CreateProcessor());
        foreach (var hostile in HostileRecords.All().Concat(Samples().Take(2).SelectMany(HostileRecords.Of)))
        {
            var before = OutcomeText.Cut(hostile.ToString());
            var exception = Xunit.Record.Exception(() => OutcomeText.Check(hostile, run.Process(hostile)));
            Assert.True(exception is null, $"The record {before} ends in {exception?.GetType().Name}: {exception?.Message}");
        }
    }

    /// <summary>A processor that explains fields or pairs answers for any record, hostile ones and its own rows among them, and changes none.</summary>
    [Fact]
    public void Explain_AnyRecord_AnswersAndChangesNothing()
    {
        var processor = CreateProcessor();
        List<Record> own = [.. RunAll(Samples()).Rows.Values, .. Samples()];
        ExplainerCheck.Fields(processor, own.Concat(HostileRecords.All()).Concat(own.Take(1).SelectMany(HostileRecords.Of)));
        ExplainerCheck.Pairs(processor, [.. own, .. HostileRecords.All(), .. own.Take(1).SelectMany(HostileRecords.Of)]);
    }

    /// <summary>
    /// For an <see cref="IRestorableProcessor"/>: wherever the memory was lost and built anew from the rows, everything delivered again leaves the
    /// same rows.
    /// </summary>
    [Fact]
    public void Restore_FromRows_RedeliveryLeavesTheSameRows()
    {
        if (CreateProcessor() is not IRestorableProcessor)
        {
            return;
        }

        var expected = Rows(RunAll(Samples()));
        for (var before = 1; before <= Samples().Count(); before++)
        {
            var run = RunAll(Samples().Take(before));
            run.Restore((IRestorableProcessor)CreateProcessor());
            run.ProcessAll(Shuffled(Samples(), before));
            AssertRows(expected, run, $"again after the memory was restored from the rows of the first {before}");
        }
    }

    private static IEnumerable<Record> Shuffled(IEnumerable<Record> records, int seed)
    {
        var shuffled = records.ToArray();
        new Random(seed).Shuffle(shuffled);
        return shuffled;
    }

    private MemoryRun RunAll(IEnumerable<Record> records)
    {
        var run = new MemoryRun(CreateProcessor());
        run.ProcessAll(records);
        return run;
    }

    private SortedDictionary<string, string> Rows(MemoryRun run) =>
        new(run.Rows.ToDictionary(row => row.Key, row => Describe(row.Value)), StringComparer.Ordinal);

    private void AssertRows(SortedDictionary<string, string> expected, MemoryRun run, string how)
    {
        var actual = Rows(run);
        var differing = expected.Keys.Union(actual.Keys, StringComparer.Ordinal)
            .FirstOrDefault(key => expected.GetValueOrDefault(key) != actual.GetValueOrDefault(key));
        Assert.True(
            differing is null,
            $"Delivered {how}, the row '{differing}' is\n{Shown(actual, differing)}\nand not\n{Shown(expected, differing)}");
    }

    private static string Shown(SortedDictionary<string, string> rows, string? key) =>
        key is not null && rows.TryGetValue(key, out var row) ? row : "(not there)";
}
