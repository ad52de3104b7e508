using System.Text;
using Xunit;

namespace JobPilot.Testing;

/// <summary>What a home with <see cref="IUndoStore"/> promises; facts of a home without pass.</summary>
public abstract partial class CommitStoreConformance
{
    private IUndoStore Undo => (IUndoStore)Store;

    /// <summary>Of an owner that never was nothing is kept, and the look leaves none behind.</summary>
    [Fact]
    public async Task Undo_NeverSeen_Nothing()
    {
        if (Store is IUndoStore)
        {
            Assert.Empty(await Undo.ReadUndoAsync("nobody", None));
            Assert.Equal(0, (await Store.PeekAsync("nobody", None)).LastCommit);
        }
    }

    /// <summary>What a commit replaces comes back as it was, also after a restart: states, marks, note, memory. A commit that asks for nothing keeps nothing.</summary>
    [Fact]
    public async Task Undo_Kept_EntriesComeBack()
    {
        if (Store is not IUndoStore)
        {
            return;
        }

        var epoch = (await ClaimAsync("owner", 0, "all", "new")).Epochs["all"];
        await CommitAsync(Commit("owner", 1, epoch, marks: new Dictionary<string, string> { ["file"] = "10" }));
        var memory = Encoding.UTF8.GetBytes($"memory \0 \u00ff {new string('x', 70_000)}");
        var at = new DateTimeOffset(2026, 11, 29, 1, 2, 3, TimeSpan.Zero);
        await CommitAsync(new Commit("owner", 2, [new SplitCommit("all", epoch, State("2")), new SplitCommit("new", 1, State("x"))])
        {
            Marks = new Dictionary<string, string> { ["file"] = "20", ["other"] = "1" },
            Undo = new CommitUndo("run-2") { At = at, First = true, Note = "{\"quote '\":\"北京\"}", Memory = memory, Reads = "reads"u8.ToArray() },
        });
        await ReopenAsync();
        var entry = Assert.Single(await Undo.ReadUndoAsync("owner", None));
        Assert.Equal((2, 2, "run-2", at, true, "{\"quote '\":\"北京\"}"), (entry.Number, entry.Last, entry.RunId, entry.At, entry.First, entry.Note));
        Assert.Null(entry.Undoes);
        Assert.Equal(State("1").ToJson(), entry.Splits["all"]!.ToJson());
        Assert.Null(entry.Splits["new"]);
        Assert.Equal(("10", null), (entry.Marks["file"], entry.Marks["other"]));
        var kept = await Undo.ReadUndoMemoryAsync("owner", 2, None);
        Assert.Equal(memory, kept.Changes.ToArray());
        Assert.Equal("reads"u8.ToArray(), kept.Reads.ToArray());
        Assert.Empty(await Undo.ReadUndoAsync("other", None));
    }

    /// <summary>
    /// Rows, splits, marks are as they were before the run, its memory follows in the journal, newest commit first, and nothing is kept of it but that it was taken back.
    /// </summary>
    [Fact]
    public async Task Undoes_Run_IsAsBefore()
    {
        if (Store is not IUndoStore)
        {
            return;
        }

        var epoch = (await ClaimAsync()).Epochs["all"];
        await CommitAsync(Kept(1, epoch, "before", [CreateRow("changed", "one"), CreateRow("deleted", "one"), CreateRow("same", "one"), CreateRow("twice", "one")]));
        var before = await ReadRowsAsync();
        await CommitAsync(Kept(2, epoch, "run", [CreateRow("changed", "two"), Record.Delete("deleted"), CreateRow("same", "one"), CreateRow("new", "one"), CreateRow("gone", "one")], "m2"));
        await CommitAsync(Kept(3, epoch, "run", [CreateRow("changed", "three"), CreateRow("twice", "two"), CreateRow("new", "two"), Record.Delete("gone")]));
        await CommitAsync(Kept(4, epoch, "run", [CreateRow("twice", "three"), CreateRow("deleted", "two")], "m4"));
        await ReopenAsync();
        if (TakesRows)
        {
            var rows = await Undo.ReadUndoRowsAsync("owner", "run", None);
            Assert.Equal((1, 3, 0), (rows.Removed, rows.Restored, rows.BroughtBack));
            Assert.Empty(rows.Overlaps);
        }

        var again = (await ClaimAsync()).Epochs["all"];
        await CommitAsync(new Commit("owner", 5, [new SplitCommit("all", again, State("1"))])
        {
            Journal = KeepsJournal ? "own"u8.ToArray() : default,
            Undo = new CommitUndo(""),
            Undoes = "run",
        });
        await ReopenAsync();
        Assert.Equal(before, await ReadRowsAsync());
        Assert.Equal(7, await Store.LastCommitAsync("owner", None));
        var claim = await PeekAsync("owner", 4);
        Assert.Equal("1", claim.Splits["all"].Position);
        if (KeepsJournal)
        {
            Assert.Equal(["5 own", "6 m4", "7 m2"], claim.Journal.Select(entry => $"{entry.Number} {Encoding.UTF8.GetString(entry.Blob.Span)}"));
        }

        var kept = await Undo.ReadUndoAsync("owner", None);
        Assert.Equal([1L, 5L], kept.Select(entry => entry.Number));
        Assert.Equal(("run", 7, 2, 4), (kept[1].Undoes, kept[1].Last, kept[1].UndoneFirst, kept[1].UndoneLast));
        await CommitAsync(Kept(8, again, "next", [CreateRow("new", "four")]));
    }

    /// <summary>Rows that the run took away come back, and rows that came and went within it leave no trace.</summary>
    [Fact]
    public async Task Undoes_Deletions_ComeBack()
    {
        if (Store is not IUndoStore || !TakesRows)
        {
            return;
        }

        var epoch = (await ClaimAsync()).Epochs["all"];
        await CommitAsync(Kept(1, epoch, "before", [CreateRow("a", "one"), CreateRow("b", "one")]));
        var before = await ReadRowsAsync();
        await CommitAsync(Kept(2, epoch, "run", [Record.Delete("a"), CreateRow("c", "one")]));
        await CommitAsync(Kept(3, epoch, "run", [Record.Delete("b"), Record.Delete("c")]));
        await AssertKeysAsync();
        var rows = await Undo.ReadUndoRowsAsync("owner", "run", None);
        Assert.Equal((0, 0, 2), (rows.Removed, rows.Restored, rows.BroughtBack));
        await CommitAsync(new Commit("owner", 4, [new SplitCommit("all", epoch, State("1"))]) { Undo = new CommitUndo(""), Undoes = "run" });
        Assert.Equal(before, await ReadRowsAsync());
    }

    /// <summary>A later run that wrote a row of an earlier one, or found it unchanged, is named with the keys; changes by an operator are not runs.</summary>
    [Fact]
    public async Task Undo_LaterRunMetRows_IsNamed()
    {
        if (Store is not IUndoStore || !TakesRows)
        {
            return;
        }

        var epoch = (await ClaimAsync()).Epochs["all"];
        await CommitAsync(Kept(1, epoch, "run", [CreateRow("a", "one"), CreateRow("b", "one"), CreateRow("c", "one")]));
        await CommitAsync(Kept(2, epoch, "apart", [CreateRow("x", "one")]));
        await CommitAsync(Kept(3, epoch, "second", [CreateRow("b", "one"), CreateRow("x", "two")]));
        await CommitAsync(Kept(4, epoch, "third", [Record.Delete("a"), CreateRow("c", "two")]));
        await CommitAsync(Kept(5, epoch, "", [CreateRow("c", "three")]));
        var overlaps = (await Undo.ReadUndoRowsAsync("owner", "run", None)).Overlaps;
        Assert.Equal(["second 1 b", "third 2 a,c"], overlaps.Select(overlap => $"{overlap.RunId} {overlap.Rows} {string.Join(',', overlap.Keys)}"));
        Assert.Empty((await Undo.ReadUndoRowsAsync("owner", "third", None)).Overlaps);
    }

    /// <summary>The runs that met a row are named, oldest first, each with the most that it did; a store that keeps no such thing names none.</summary>
    [Fact]
    public async Task Undo_RunsOfARow_AreNamed()
    {
        if (Store is not IUndoStore || !TakesRows)
        {
            return;
        }

        var epoch = (await ClaimAsync()).Epochs["all"];
        await CommitAsync(Kept(1, epoch, "first", [CreateRow("a", "one"), CreateRow("b", "one")]));
        await CommitAsync(Kept(2, epoch, "first", [CreateRow("a", "two")]));
        await CommitAsync(Kept(3, epoch, "second", [CreateRow("b", "one"), CreateRow("c", "one")]));
        await CommitAsync(Kept(4, epoch, "", [CreateRow("a", "three")]));
        await CommitAsync(Kept(5, epoch, "third", [CreateRow("a", "four"), Record.Delete("c")]));
        await ReopenAsync();
        var (ofA, ofB, ofC) = (await RunsOfAsync("a"), await RunsOfAsync("b"), await RunsOfAsync("c"));
        if (ofA.Length + ofB.Length + ofC.Length > 0)
        {
            Assert.Equal(("first Inserted,third Replaced", "first Inserted,second Met", "second Inserted,third Replaced"), (ofA, ofB, ofC));
        }

        Assert.Equal("", await RunsOfAsync("nothing"));

        async Task<string> RunsOfAsync(string key) =>
            string.Join(',', (await Undo.ReadRowRunsAsync("owner", key, None)).Select(run => $"{run.RunId} {run.Did}"));
    }

    /// <summary>A fenced commit takes nothing back.</summary>
    [Fact]
    public async Task Undoes_OlderEpoch_FencedAndNothingTakenBack()
    {
        if (Store is not IUndoStore)
        {
            return;
        }

        var old = (await ClaimAsync()).Epochs["all"];
        await CommitAsync(Kept(1, old, "run", [CreateRow("a", "one")]));
        var before = await ReadRowsAsync();
        await ClaimAsync();
        await CommitAsync(new Commit("owner", 2, [new SplitCommit("all", old, State("0"))]) { Undo = new CommitUndo(""), Undoes = "run" }, CommitStatus.Fenced);
        await ReopenAsync();
        Assert.Equal(before, await ReadRowsAsync());
        Assert.Equal("run", Assert.Single(await Undo.ReadUndoAsync("owner", None)).RunId);
    }

    /// <summary>What is kept up to the trim number goes, at last with the commits that follow, and the rest stays; rows are not touched.</summary>
    [Fact]
    public async Task Undo_Trimmed_OnlyNewerOnesStay()
    {
        if (Store is not IUndoStore)
        {
            return;
        }

        var epoch = (await ClaimAsync()).Epochs["all"];
        for (var number = 1; number <= 4; number++)
        {
            await CommitAsync(Kept(number, epoch, $"run-{number}", [CreateRow($"{number}", "one")], "m"));
        }

        await CommitAsync(Kept(5, epoch, "run-5", [CreateRow("5", "one")], trim: 3));
        await ReopenAsync();
        Assert.Equal([4L, 5L], (await Undo.ReadUndoAsync("owner", None)).Select(entry => entry.Number));
        Assert.True((await Undo.ReadUndoMemoryAsync("owner", 1, None)).Changes.IsEmpty);
        await AssertKeysAsync(TakesRows ? ["1", "2", "3", "4", "5"] : []);
    }

    private Commit Kept(long number, long epoch, string run, IReadOnlyList<Record> rows, string memory = "", long trim = 0) =>
        new("owner", number, [new SplitCommit("all", epoch, State($"{number}"))])
        {
            Rows = TakesRows ? rows : [],
            RunId = run,
            Undo = new CommitUndo(run) { Memory = Encoding.UTF8.GetBytes(memory) },
            UndoTrim = trim,
        };

    /// <summary>Rows with their keys, where the store can show them; their keys where it cannot.</summary>
    private async Task<IReadOnlyList<string>> ReadRowsAsync() => Store is IRowReader reader
        ? [.. (await reader.ReadRowsAsync(null, 1000, None)).Select(row => $"{row.Key} {row}")]
        : [.. (await ReadKeysAsync() ?? []).Order(StringComparer.Ordinal)];
}
