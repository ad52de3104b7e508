using System.Globalization;
using System.Text;

namespace JobPilot.State.Tests;

/// <summary>
/// Commits that carry their number in everything they change, so that half of one would show. The program that is killed makes them without end, the
/// simulated power cuts some of them.
/// </summary>
internal sealed class NumberedCommits(StateStore store, Claim claim)
{
    public const string Owner = "committer";

    public static async Task<NumberedCommits> BeginAsync(StateStore store) =>
        new(store, await store.ClaimAsync(new ClaimRequest(Owner, ["a", "b"], 0), CancellationToken.None));

    public long Next { get; private set; } = claim.LastCommit + 1;

    /// <summary>One more commit, its memory applied, and a call spent.</summary>
    /// <returns>Its number, and what was spent in all.</returns>
    public async Task<(long Number, long Spent)> CommitAsync()
    {
        var number = Next;
        var text = number.ToString(CultureInfo.InvariantCulture);
        var state = new SplitState { Position = text };
        MemoryChange[] memory = [.. Enumerable.Range(0, 20).Select(key => new MemoryChange(new MemoryKey("scope", $"key {key}"), text))];
        var result = await store.CommitAsync(
            new Commit(Owner, number, [new SplitCommit("a", claim.Epochs["a"], state), new SplitCommit("b", claim.Epochs["b"], state)])
            {
                Marks = new Dictionary<string, string> { ["file"] = text },
                Journal = Encoding.UTF8.GetBytes(text),
                JournalTrim = number - 5,
                RunId = text,
                Counts = text,
            },
            CancellationToken.None);
        if (result.Status != CommitStatus.Committed)
        {
            throw new InvalidOperationException($"Commit {text} is {result.Status}: {result.Reason}");
        }

        await store.ApplyAsync(Owner, "home", number, number, memory, CancellationToken.None);
        var spending = await store.SpendAsync("account", "2026-01", long.MaxValue, 1, CancellationToken.None);
        Next++;
        return (number, spending.Used);
    }
}
