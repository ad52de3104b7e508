using System.Globalization;

namespace JobPilot.State.Tests;

/// <summary>What must hold of a store over <see cref="NumberedCommits"/> however its process or machine ended.</summary>
internal static class WholeState
{
    /// <summary>Checks it and lets the view catch up, as the engine does at its next start.</summary>
    /// <returns>Number of the last commit.</returns>
    public static async Task<long> AssertAsync(StateStore store, long acknowledged, long spent)
    {
        Assert.Empty(await store.CheckAsync(CancellationToken.None));
        var claim = await store.ClaimAsync(new ClaimRequest(NumberedCommits.Owner, [], 0), CancellationToken.None);
        var last = claim.LastCommit;
        // Of the commit that was under way each of its three transactions may be there or not.
        Assert.InRange(last, acknowledged, acknowledged + 1);
        Assert.InRange(await store.UsedAsync("account", "2026-01", CancellationToken.None), spent, spent + 1);
        if (last == 0)
        {
            return 0;
        }

        var text = last.ToString(CultureInfo.InvariantCulture);
        Assert.Equal(text, claim.LastRunId);
        Assert.Equal((text, text), (claim.Splits["a"].Position, claim.Splits["b"].Position));
        Assert.Equal(text, claim.Marks["file"]);
        Assert.Equal(last, claim.Journal[^1].Number);
        MemoryKey[] keys = [.. Enumerable.Range(0, 20).Select(key => new MemoryKey("scope", $"key {key}"))];
        var applied = await store.AppliedAsync(NumberedCommits.Owner, "home", CancellationToken.None);
        Assert.InRange(applied, acknowledged, last);
        if (applied > 0)
        {
            var view = await store.ReadAsync(NumberedCommits.Owner, "home", keys, CancellationToken.None);
            Assert.Equal(keys.Length, view.Count(entry => entry.Value == applied.ToString(CultureInfo.InvariantCulture)));
        }

        for (var number = applied + 1; number <= last; number++)
        {
            await store.ApplyAsync(
                NumberedCommits.Owner, "home", number, number, [.. keys.Select(key => new MemoryChange(key, number.ToString(CultureInfo.InvariantCulture)))], CancellationToken.None);
        }

        return last;
    }
}
