using System.Text.Json.Nodes;
using Xunit;

namespace JobPilot.Testing;

/// <summary>
/// What every sink promises. Derive a class in the plugin's tests; all facts are inherited. One instance of the class, so one fact, has one place
/// (a folder, a table): empty at first, seen by all sinks that the fact makes.
/// </summary>
public abstract partial class SinkConformance
{
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>Whether a new run keeps the rows of the one before; by default it does where the sink can upsert.</summary>
    protected virtual bool NewRunKeepsRows => Has(SinkOperations.Upsert);

    /// <summary>Whether rows can be read back; true by default. False (a console) leaves out the facts that would look.</summary>
    protected virtual bool CanReadBack => true;

    /// <summary>
    /// Makes a new sink, not opened, over the place of this fact. The suite disposes one before it opens the next; one that it only asks for its
    /// operations is neither opened nor disposed.
    /// </summary>
    protected abstract ISink CreateSink();

    /// <summary>
    /// Reads what the place holds, while no sink is open: for an appending sink each entry in order, else each row in any order. Key and
    /// <c>title</c> must be there.
    /// </summary>
    protected abstract Task<IReadOnlyList<Record>> ReadBackAsync();

    /// <summary>Makes a row that the sink takes. Fields <c>id</c> (the key) and <c>title</c> by default; more may be added.</summary>
    /// <param name="key">Key of the row.</param>
    /// <param name="title">Its title.</param>
    protected virtual Record CreateRow(string key, string title) =>
        Record.FromJson(new JsonObject { ["id"] = key, ["title"] = title }, key).WithOrigin();

    /// <summary>The place is known before opening: an absolute path or URL, or <c>stdout</c> or <c>stderr</c>.</summary>
    [Fact]
    public async Task Location_BeforeOpening_Absolute()
    {
        var sink = CreateSink();
        await using var owned = new Owned(sink);
        var location = sink.Location;
        Assert.True(
            location is "stdout" or "stderr" || Path.IsPathFullyQualified(location) || Uri.TryCreate(location, UriKind.Absolute, out _),
            $"'{location}' is neither an absolute path nor a URL nor stdout.");
    }

    /// <summary>The sink appends or upserts; patches and deletes alone are no sink.</summary>
    [Fact]
    public void Operations_Always_AppendOrUpsert() => Assert.True(Has(SinkOperations.Append) || Has(SinkOperations.Upsert));

    /// <summary>The check for <c>doctor</c> gives findings with a mend, and no exception, before anything is there.</summary>
    [Fact]
    public async Task Check_BeforeOpening_FindingsWithAMend()
    {
        var sink = CreateSink();
        await using var owned = new Owned(sink);
        Assert.All(await sink.CheckAsync(None), finding => Assert.NotNull(finding.Fix));
    }

    /// <summary>Rows of several batches are there once it was flushed and disposed.</summary>
    [Fact]
    public async Task Write_SeveralBatches_AllThere()
    {
        await RunAsync(new SinkOpen(newRun: true), async sink =>
        {
            await WriteAsync(sink, "a", "b");
            await WriteAsync(sink, "c");
            await sink.FlushAsync(None);
        });
        await AssertKeysAsync("a", "b", "c");
    }

    /// <summary>A field comes back as it was written, also with quotes, line ends and letters outside ASCII.</summary>
    [Fact]
    public async Task Write_OddTitle_ComesBack()
    {
        const string Title = "Ingénieur·e \"R&D\", Zürich;\n北京 🚀";
        await RunAsync(new SinkOpen(newRun: true), async sink =>
        {
            await AcceptAsync(sink, CreateRow("a", Title));
            await sink.FlushAsync(None);
        });
        if (CanReadBack)
        {
            Assert.Equal(Title, TitleOf(Assert.Single(await ReadBackAsync())));
        }
    }

    /// <summary>An empty batch, and a flush without a write, do no harm.</summary>
    [Fact]
    public async Task Write_EmptyBatch_Harmless()
    {
        await RunAsync(new SinkOpen(newRun: true), async sink =>
        {
            await sink.FlushAsync(None);
            await sink.WriteAsync([], None);
            await sink.FlushAsync(None);
        });
        await AssertKeysAsync();
    }

    /// <summary>A row that is written again stands once where the sink upserts, and twice where it appends.</summary>
    [Fact]
    public async Task Write_SameRowTwice_OnceByKeyOrTwiceInAFile()
    {
        await RunAsync(new SinkOpen(newRun: true), async sink =>
        {
            await WriteAsync(sink, "a");
            await WriteAsync(sink, "a");
            await sink.FlushAsync(None);
        });
        await AssertKeysAsync(Has(SinkOperations.Upsert) ? ["a"] : ["a", "a"]);
    }

    /// <summary>A later version takes the place of the earlier one, also inside a batch.</summary>
    [Fact]
    public async Task Write_Upsert_LastVersionStands()
    {
        if (!Has(SinkOperations.Upsert) || !CanReadBack)
        {
            return;
        }

        await RunAsync(new SinkOpen(newRun: true), async sink =>
        {
            await AcceptAsync(sink, CreateRow("a", "first"), CreateRow("a", "second"), CreateRow("b", "first"));
            await AcceptAsync(sink, CreateRow("b", "second"));
            await sink.FlushAsync(None);
        });
        Assert.All(await AssertKeysAsync("a", "b"), row => Assert.Equal("second", TitleOf(row)));
    }

    /// <summary>A patch changes a row that exists and does nothing where there is none; a delete likewise.</summary>
    [Fact]
    public async Task Write_PatchAndDelete_OnlyWhatExists()
    {
        if (!Has(SinkOperations.Upsert | SinkOperations.Patch | SinkOperations.Delete) || !CanReadBack)
        {
            return;
        }

        await RunAsync(new SinkOpen(newRun: true), async sink =>
        {
            await WriteAsync(sink, "a", "b");
            await AcceptAsync(
                sink, Record.Patch("a", new JsonObject { ["title"] = "patched" }), Record.Patch("x", new JsonObject { ["title"] = "patched" }),
                Record.Delete("b"), Record.Delete("y"));
            await sink.FlushAsync(None);
        });
        Assert.Equal("patched", TitleOf(Assert.Single(await AssertKeysAsync("a"))));
    }

    /// <summary>A write that was cancelled is repeated, and the rows are there once.</summary>
    [Fact]
    public async Task Write_CancelledThenRepeated_RowsOnce()
    {
        await RunAsync(new SinkOpen(newRun: true), async sink =>
        {
            try
            {
                await sink.WriteAsync([CreateRow("a", "title a"), CreateRow("b", "title b")], new CancellationToken(canceled: true));
                return;
            }
            catch (OperationCanceledException)
            {
                await WriteAsync(sink, "a", "b");
            }
            finally
            {
                await sink.FlushAsync(None);
            }
        });
        await AssertKeysAsync("a", "b");
    }

    /// <summary>Disposing twice, also without opening, does no harm.</summary>
    [Fact]
    public async Task Dispose_Twice_Harmless()
    {
        var unopened = CreateSink();
        await Owned.DisposeTwiceAsync(unopened);
        var opened = CreateSink();
        await opened.OpenAsync(new SinkOpen(newRun: true), None);
        await Owned.DisposeTwiceAsync(opened);
    }

    /// <summary>Writing leaves the records as they are: other sinks get the same ones.</summary>
    [Fact]
    public async Task Write_Records_StayAsTheyAre()
    {
        var row = CreateRow("a", "title");
        var before = OutcomeText.Row(row);
        await RunAsync(new SinkOpen(newRun: true), async sink => await AcceptAsync(sink, row));
        Assert.Equal(before, OutcomeText.Row(row));
    }

    private static string? TitleOf(Record row) => row.GetString(Fields.Title);

    private static async Task AcceptAsync(ISink sink, params Record[] rows) =>
        Assert.Empty((await sink.WriteAsync(rows, None)).Rejected);

    private Task WriteAsync(ISink sink, params string[] keys) => AcceptAsync(sink, [.. keys.Select(key => CreateRow(key, $"title {key}"))]);

    private async Task RunAsync(SinkOpen open, Func<ISink, Task> use)
    {
        var sink = CreateSink();
        await using var owned = new Owned(sink);
        await sink.OpenAsync(open, None);
        await use(sink);
    }

    private bool Has(SinkOperations operations)
    {
        var sink = CreateSink();
        return (sink.Operations & operations) == operations;
    }

    private async Task<IReadOnlyList<Record>> AssertKeysAsync(params string?[] keys)
    {
        if (!CanReadBack)
        {
            return [];
        }

        var rows = await ReadBackAsync();
        var actual = rows.Select(row => row.Key);
        if (Has(SinkOperations.Upsert))
        {
            Assert.Equal(keys.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
        }
        else
        {
            Assert.Equal(keys, actual);
        }

        return rows;
    }
}
