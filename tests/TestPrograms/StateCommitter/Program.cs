using System.Globalization;
using JobPilot.State;
using JobPilot.State.Tests;

// Takes the pipeline's lock, then commits numbered transactions without end, and prints each number once the store has acknowledged it. Made to
// be killed.
var folder = args[0];
using var pipelineLock = PipelineLock.TryAcquire(folder, NumberedCommits.Owner, TimeProvider.System, out var heldBy);
if (pipelineLock is null)
{
    Console.Error.WriteLine($"held by {heldBy}");
    return 3;
}

await using var store = StateStore.Open(folder, TimeProvider.System);
var commits = await NumberedCommits.BeginAsync(store);
while (true)
{
    var (number, spent) = await commits.CommitAsync();
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{number} {spent}"));
    Console.Out.Flush();
}
