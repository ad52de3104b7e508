using Xunit;

namespace JobPilot.Testing;

/// <summary>
/// What every pure processor promises: the outcome depends on the record and the options alone, on any thread, and whatever the record holds
/// there is an outcome. Derive a class in the plugin's tests; all facts are inherited.
/// </summary>
public abstract class ProcessorConformance
{
    /// <summary>Makes a new processor with the same options. Called several times a fact.</summary>
    protected abstract IProcessor CreateProcessor();

    /// <summary>Makes new sample records, the same each time: at least one that the processor changes.</summary>
    protected abstract IEnumerable<Record> Samples();

    /// <summary>There are samples; without any, the other facts would prove nothing.</summary>
    [Fact]
    public void Samples_Always_GiveARecord() => Assert.NotEmpty(Samples());

    /// <summary>Outcomes are well formed: reasons are short and not empty, a replacement has records, records can be written.</summary>
    [Fact]
    public void Process_Samples_WellFormedOutcomes()
    {
        var processor = CreateProcessor();
        Assert.All(Samples(), sample => OutcomeText.Check(sample, processor.Process(sample, CancellationToken.None)));
    }

    /// <summary>Equal records get equal outcomes from one instance, in any order and again.</summary>
    [Fact]
    public void Process_OtherOrder_SameOutcomes()
    {
        var processor = CreateProcessor();
        var first = Samples().Select(sample => Run(processor, sample)).ToList();
        var second = Samples().Reverse().Select(sample => Run(processor, sample)).Reverse().ToList();
        Assert.Equal(first, second);
    }

    /// <summary>A new instance decides as the old one does.</summary>
    [Fact]
    public void Process_NewInstance_SameOutcomes()
    {
        var processor = CreateProcessor();
        Assert.Equal(
            Samples().Select(sample => Run(processor, sample)).ToList(),
            Samples().Select(sample => Run(CreateProcessor(), sample)).ToList());
    }

    /// <summary>Several threads on one instance get the same outcomes as one.</summary>
    [Fact]
    public async Task Process_SeveralThreads_SameOutcomes()
    {
        var processor = CreateProcessor();
        var expected = Samples().Select(sample => Run(CreateProcessor(), sample)).ToList();
        var threads = Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            for (var round = 0; round < 25; round++)
            {
                // Each thread and round begins elsewhere, so that different records meet.
                var shift = (thread + round) % expected.Count;
                var samples = Samples().ToList();
                var outcomes = samples.Skip(shift).Concat(samples.Take(shift)).Select(sample => Run(processor, sample)).ToList();
                Assert.Equal(expected.Skip(shift).Concat(expected.Take(shift)), outcomes);
            }
        })).ToList();
        await Task.WhenAll(threads);
    }

    /// <summary>Hostile records, and samples with hostile values in each field, get an outcome and no exception.</summary>
    [Fact]
    public void Process_HostileRecords_GetAnOutcome()
    {
        var processor = CreateProcessor();
        foreach (var hostile in HostileRecords.All().Concat(Samples().Take(3).SelectMany(HostileRecords.Of)))
        {
            var before = OutcomeText.Cut(hostile.ToString());
            var exception = Xunit.Record.Exception(() => OutcomeText.Check(hostile, processor.Process(hostile, CancellationToken.None)));
            Assert.True(exception is null, $"The record {before} ends in {exception?.GetType().Name}: {exception?.Message}");
        }
    }

    /// <summary>A processor that explains fields answers for any record, hostile ones and its own among them, and changes none.</summary>
    [Fact]
    public void Explain_AnyRecord_AnswersAndChangesNothing()
    {
        var processor = CreateProcessor();
        var own = Samples().Select(sample => (Sample: sample, Outcome: processor.Process(sample, CancellationToken.None))).SelectMany(one => one.Outcome.Records.Append(one.Sample)).ToList();
        ExplainerCheck.Fields(processor, own.Concat(HostileRecords.All()).Concat(own.Take(2).SelectMany(HostileRecords.Of)));
        ExplainerCheck.Pairs(processor, [.. own, .. HostileRecords.All()]);
    }

    /// <summary>A cancelled token ends the call by an outcome or <see cref="OperationCanceledException"/>, nothing else.</summary>
    [Fact]
    public void Process_Cancelled_OutcomeOrCancellation()
    {
        var exception = Xunit.Record.Exception(() => CreateProcessor().Process(Samples().First(), new CancellationToken(canceled: true)));
        OutcomeText.CheckCancelled(exception);
    }

    /// <summary>Disposing twice, also without a record, does no harm.</summary>
    [Fact]
    public async Task Dispose_Twice_Harmless()
    {
        var processor = CreateProcessor();
        await Owned.DisposeTwiceAsync(processor);
    }

    private static string Run(IProcessor processor, Record record) =>
        OutcomeText.Of(record, processor.Process(record, CancellationToken.None));
}
