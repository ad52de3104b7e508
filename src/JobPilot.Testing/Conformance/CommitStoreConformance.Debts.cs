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
        Assert.Equal(["a 1 one", "b 1 replaced", "b 2 two"], Texts(await ClaimAsync("owner", 2)));
        await CommitAsync(Owing(3, epoch, new Debt("b", 1, null), new Debt("a", 7, null)));
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

    private static Commit Owing(long number, long epoch, params Debt[] debts) =>
        new("owner", number, [new SplitCommit("all", epoch, State($"{number}"))]) { Debts = debts, RunId = $"run-{number}" };

    private static IEnumerable<string> Texts(Claim claim) => claim.Debts.Select(debt => $"{debt.Sink} {debt.Number} {debt.Text}");
}
