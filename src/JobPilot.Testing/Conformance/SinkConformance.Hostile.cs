using Xunit;

namespace JobPilot.Testing;

public abstract partial class SinkConformance
{
    /// <summary>
    /// Hostile records are taken or refused with a reason, each for itself: the good ones of the same batch are taken, and all that was taken can
    /// be read back.
    /// </summary>
    [Fact]
    public async Task Write_HostileRecords_TakenOrRefusedOneByOne()
    {
        var taken = new List<string?>();
        await RunAsync(new SinkOpen(newRun: true), async sink =>
        {
            Record[] batch = [CreateRow("first", "good"), .. HostileRecords.All(), CreateRow("last", "good")];
            var result = await sink.WriteAsync(batch, None);
            Assert.All(result.Rejected, row => Assert.False(string.IsNullOrWhiteSpace(row.Reason)));
            var refused = result.Rejected.Select(row => row.Index).ToHashSet();
            Assert.DoesNotContain(0, refused);
            Assert.DoesNotContain(batch.Length - 1, refused);
            taken.AddRange(batch.Where((_, index) => !refused.Contains(index)).Select(row => row.Key));
            await WriteAsync(sink, "after");
            taken.Add("after");
            await sink.FlushAsync(None);
        });
        await AssertKeysAsync([.. taken]);
    }
}
