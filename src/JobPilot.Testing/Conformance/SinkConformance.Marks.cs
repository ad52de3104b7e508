using System.Text;
using Xunit;

namespace JobPilot.Testing;

public abstract partial class SinkConformance
{
    /// <summary>Opened again at a mark, a new instance holds exactly what was flushed then; without marks the rows are there once by key.</summary>
    [Fact]
    public async Task Open_AtAMark_RollsBack()
    {
        var mark = await WriteTwoUnitsAsync();
        await RunAsync(new SinkOpen(newRun: false) { Mark = mark }, async sink =>
        {
            await WriteAsync(sink, "c", "d");
            await sink.FlushAsync(None);
        });
        await AssertKeysAsync("a", "b", "c", "d");
    }

    /// <summary>The same, on the open sink: a rewind.</summary>
    [Fact]
    public async Task Open_AgainOnTheOpenSink_RollsBack()
    {
        await RunAsync(new SinkOpen(newRun: true), async sink =>
        {
            await WriteAsync(sink, "a", "b");
            var mark = await sink.FlushAsync(None);
            await WriteAsync(sink, "c");
            await sink.OpenAsync(new SinkOpen(newRun: false) { Mark = mark }, None);
            await WriteAsync(sink, "c", "d");
            await sink.FlushAsync(None);
        });
        await AssertKeysAsync("a", "b", "c", "d");
    }

    /// <summary>Rolled back to the same mark twice, it holds the same.</summary>
    [Fact]
    public async Task Open_AtTheSameMarkTwice_SameRows()
    {
        var mark = await WriteTwoUnitsAsync();
        if (mark is not null)
        {
            await RunAsync(new SinkOpen(newRun: false) { Mark = mark }, _ => Task.CompletedTask);
            await RunAsync(new SinkOpen(newRun: false) { Mark = mark }, _ => Task.CompletedTask);
            await AssertKeysAsync("a", "b");
        }
    }

    /// <summary>Resumed without a mark (no commit was made), nothing that was written before is there twice.</summary>
    [Fact]
    public async Task Open_ResumedWithoutAMark_NothingTwice()
    {
        await RunAsync(new SinkOpen(newRun: true), async sink =>
        {
            await WriteAsync(sink, "a");
            await sink.FlushAsync(None);
        });
        await RunAsync(new SinkOpen(newRun: false), async sink =>
        {
            await WriteAsync(sink, "a", "b");
            await sink.FlushAsync(None);
        });
        await AssertKeysAsync("a", "b");
    }

    /// <summary>A new run starts anew, or keeps the rows where <see cref="NewRunKeepsRows"/> says so.</summary>
    [Fact]
    public async Task Open_NewRun_StartsAnewOrKeepsRows()
    {
        var mark = await WriteTwoUnitsAsync();
        await RunAsync(new SinkOpen(newRun: true) { Mark = mark }, async sink =>
        {
            Assert.False(sink.StartsAnew && NewRunKeepsRows, "It says that a new run starts empty, and keeps its rows: what it missed would be forgotten.");
            await WriteAsync(sink, "n");
            await sink.FlushAsync(None);
        });
        if (CanReadBack)
        {
            var keys = (await ReadBackAsync()).Select(row => row.Key).ToList();
            Assert.Contains("n", keys);
            Assert.Equal(NewRunKeepsRows, keys.Contains("a"));
        }
    }

    /// <summary>A mark has at most 16 KB.</summary>
    [Fact]
    public async Task Flush_Mark_KeepsTheLimit() =>
        Assert.InRange(Encoding.UTF8.GetByteCount(await WriteTwoUnitsAsync() ?? ""), 0, 16 * 1024);

    /// <summary>Two rows and a mark, then one row that is flushed behind it and one that is not.</summary>
    private async Task<string?> WriteTwoUnitsAsync()
    {
        string? mark = null;
        await RunAsync(new SinkOpen(newRun: true), async sink =>
        {
            await WriteAsync(sink, "a", "b");
            mark = await sink.FlushAsync(None);
            await WriteAsync(sink, "c");
            await sink.FlushAsync(None);
            await WriteAsync(sink, "d");
        });
        return mark;
    }
}
