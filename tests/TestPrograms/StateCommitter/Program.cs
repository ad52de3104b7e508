using System.Globalization;
using JobPilot;
using JobPilot.State;

// Takes the pipeline's lock, then commits numbered transactions without end, and prints each number once the store has acknowledged it. Made to
// be killed.
const string Owner = "committer";
var folder = args[0];
using var pipelineLock = PipelineLock.TryAcquire(folder, Owner, TimeProvider.System, out var heldBy);
if (pipelineLock is null)
{
    Console.Error.WriteLine($"held by {heldBy}");
    return 3;
}

await using var store = StateStore.Open(folder, TimeProvider.System);
var claim = await store.ClaimAsync(new ClaimRequest(Owner, ["a", "b"], 0), CancellationToken.None);
for (var number = claim.LastCommit + 1; ; number++)
{
    var text = number.ToString(CultureInfo.InvariantCulture);
    var state = new SplitState { Position = text };
    MemoryChange[] memory = [.. Enumerable.Range(0, 20).Select(key => new MemoryChange(new MemoryKey("scope", $"key {key}"), text))];
    var result = await store.CommitAsync(
        new Commit(Owner, number, [new SplitCommit("a", claim.Epochs["a"], state), new SplitCommit("b", claim.Epochs["b"], state)])
        {
            Marks = new Dictionary<string, string> { ["file"] = text },
            Journal = System.Text.Encoding.UTF8.GetBytes(text),
            JournalTrim = number - 5,
            RunId = text,
            Counts = text,
        },
        CancellationToken.None);
    if (result.Status != CommitStatus.Committed)
    {
        Console.Error.WriteLine($"Commit {text} is {result.Status}: {result.Reason}");
        return 1;
    }

    await store.ApplyAsync(Owner, "home", number, number, memory, CancellationToken.None);
    var spending = await store.SpendAsync("account", "2026-01", long.MaxValue, 1, CancellationToken.None);
    Console.WriteLine($"{text} {spending.Used.ToString(CultureInfo.InvariantCulture)}");
    Console.Out.Flush();
}
