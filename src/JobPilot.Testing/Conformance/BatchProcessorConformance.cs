using Xunit;

namespace JobPilot.Testing;

/// <summary>
/// What every <see cref="IBatchProcessor"/> promises: exactly one outcome a record, in order, the same however records are batched. Derive a
/// class in the plugin's tests; all facts are inherited.
/// </summary>
public abstract class BatchProcessorConformance
{
    /// <summary>Makes a new processor with the same options. Called several times a fact.</summary>
    protected abstract IBatchProcessor CreateProcessor();

    /// <summary>Makes new sample records, the same each time: at least two.</summary>
    protected abstract IEnumerable<Record> Samples();

    /// <summary>There are at least two samples; with fewer, the other facts would prove nothing.</summary>
    [Fact]
    public void Samples_Always_GiveTwoRecords() => Assert.True(Samples().Count() >= 2, "Give at least two sample records.");

    /// <summary>One batch of all and batches of one get the same outcomes, one a record and in order.</summary>
    [Fact]
    public async Task Process_OtherBatches_SameOutcomes()
    {
        var processor = CreateProcessor();
        var whole = await RunAsync(processor, [.. Samples()]);
        var single = new List<string>();
        foreach (var sample in Samples())
        {
            single.AddRange(await RunAsync(processor, [sample]));
        }

        Assert.Equal(whole, single);
    }

    /// <summary>Several batches at once get the same outcomes as one after the other.</summary>
    [Fact]
    public async Task Process_SeveralThreads_SameOutcomes()
    {
        var processor = CreateProcessor();
        var expected = await RunAsync(CreateProcessor(), [.. Samples()]);
        var batches = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => RunAsync(processor, [.. Samples()]))));
        Assert.All(batches, batch => Assert.Equal(expected, batch));
    }

    /// <summary>Hostile records get an outcome each and no exception.</summary>
    [Fact]
    public async Task Process_HostileRecords_GetAnOutcome() =>
        await RunAsync(CreateProcessor(), [.. HostileRecords.All(), .. Samples().Take(3).SelectMany(HostileRecords.Of)]);

    /// <summary>A cancelled token ends the call by outcomes or <see cref="OperationCanceledException"/>, nothing else.</summary>
    [Fact]
    public async Task Process_Cancelled_OutcomesOrCancellation()
    {
        var exception = await Xunit.Record.ExceptionAsync(async () => await CreateProcessor().ProcessAsync([.. Samples()], new CancellationToken(canceled: true)));
        OutcomeText.CheckCancelled(exception);
    }

    /// <summary>Disposing twice, also without a record, does no harm.</summary>
    [Fact]
    public async Task Dispose_Twice_Harmless()
    {
        var processor = CreateProcessor();
        await Owned.DisposeTwiceAsync(processor);
    }

    private static async Task<List<string>> RunAsync(IBatchProcessor processor, IReadOnlyList<Record> records)
    {
        var outcomes = await processor.ProcessAsync(records, CancellationToken.None);
        Assert.Equal(records.Count, outcomes.Count);
        return [.. records.Zip(outcomes, (record, outcome) =>
        {
            OutcomeText.Check(record, outcome);
            return OutcomeText.Of(record, outcome);
        })];
    }
}
