using Xunit;

namespace JobPilot.Testing;

public abstract partial class CommitStoreConformance
{
    /// <summary>Debts are kept sink by sink and number by number, over a restart; one that is written again is replaced, one that is paid goes.</summary>
    [Fact]
    public async Task Commit_Debts_KeptReplacedAndPaid()
    {
        if (!Store.KeepsDebts)
        {
            return;
        }

        var epoch = (await ClaimAsync()).Epochs["all"];
        await CommitAsync(Owing(1, epoch, new Debt("b", 2, "two"), new Debt("a", 1, "one"), new Debt("b", 1, "first")));
        await CommitAsync(Owing(2, epoch, new Debt("b", 1, "replaced")));
        await ReopenAsync();
        Assert.Equal(["a 1 one", "b 1 replaced", "b 2 two"], Texts(await PeekAsync()));
        var claim = await ClaimAsync("owner", 2);
        Assert.Equal(["a 1 one", "b 1 replaced", "b 2 two"], Texts(claim));
        await CommitAsync(Owing(3, claim.Epochs["all"], new Debt("b", 1, null), new Debt("a", 7, null)));
        Assert.Equal(["a 1 one", "b 2 two"], Texts(await PeekAsync()));
        await ReopenAsync();
        Assert.Equal(["a 1 one", "b 2 two"], Texts(await PeekAsync()));
    }

    /// <summary>A long debt comes back as it was, and debts belong to their owner.</summary>
    [Fact]
    public async Task Commit_LongDebt_KeptWhole()
    {
        if (!Store.KeepsDebts)
        {
            return;
        }

        var text = string.Concat(Enumerable.Repeat("\u00e4 \"key\" 7\n", 20_000));
        var epoch = (await ClaimAsync()).Epochs["all"];
        await CommitAsync(Owing(1, epoch, new Debt("a", 1, text)));
        await ReopenAsync();
        Assert.Equal(text, Assert.Single((await PeekAsync()).Debts).Text);
        Assert.Empty((await Store.PeekAsync("other", None)).Debts);
    }

    /// <summary>A commit that is fenced neither owes nor pays.</summary>
    [Fact]
    public async Task Commit_FencedDebts_NothingOwedOrPaid()
    {
        if (!Store.KeepsDebts)
        {
            return;
        }

        var epoch = (await ClaimAsync()).Epochs["all"];
        await CommitAsync(Owing(1, epoch, new Debt("a", 1, "one")));
        await CommitAsync(Owing(1, epoch, new Debt("a", 1, null), new Debt("a", 2, "two")), CommitStatus.Fenced);
        await ReopenAsync();
        Assert.Equal(["a 1 one"], Texts(await PeekAsync()));
    }

    /// <summary>Rows are found by the keys that the home says a record has, those that are there; others are left out.</summary>
    [Fact]
    public async Task FindRows_SomeThereAndSomeNot_GivesThoseThatAreThere()
    {
        if (!TakesRows || Store is not IRowReader reader)
        {
            return;
        }

        var epoch = (await ClaimAsync()).Epochs["all"];
        IReadOnlyList<Record> rows = [CreateRow("a", "one"), CreateRow("b", "two"), CreateRow("c", "three")];
        await CommitAsync(Commit("owner", 1, epoch, rows: rows));
        await CommitAsync(Commit("owner", 2, epoch, rows: [Record.Delete("b")]));
        await ReopenAsync();
        reader = (IRowReader)Store;
        var keys = rows.Select(reader.KeyOf).ToList();
        var found = await reader.FindRowsAsync([.. keys.Append("nowhere").Select(key => key!)], None);
        Assert.Equal([keys[0], keys[2]], found.Select(row => row.Key).Order(StringComparer.Ordinal));
        Assert.Equal("b", reader.KeyOf(Record.Delete("b")));
    }

    private static Commit Owing(long number, long epoch, params Debt[] debts) =>
        new("owner", number, [new SplitCommit("all", epoch, State($"{number}"))]) { Debts = debts, RunId = $"run-{number}" };

    private static IEnumerable<string> Texts(Claim claim) => claim.Debts.Select(debt => $"{debt.Sink} {debt.Number} {debt.Text}");
}
