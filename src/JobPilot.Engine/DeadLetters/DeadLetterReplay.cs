using System.Collections.Concurrent;

namespace JobPilot.Engine.DeadLetters;

/// <summary>
/// Sends letters through a pipeline's processors and sinks again, from the start of the chain, as they were collected. A run of its own whose splits leave
/// no position. A line that takes a letter out of the file is written before the home's commit and cut off with it, so a letter is neither lost nor written twice
/// by a sink with marks. For one run.
/// </summary>
/// <param name="archive">Where the letters are.</param>
/// <param name="letters">Letters of that archive.</param>
public sealed class DeadLetterReplay(DeadLetterArchive archive, IReadOnlyList<DeadLetterEntry> letters)
{
    private readonly ConcurrentDictionary<RecordOrigin, DeadLetterEntry> _byOrigin = [];

    /// <summary>Letters that the home has taken out of the file.</summary>
    public long Replayed { get; private set; }

    /// <summary>Letters that were rejected again.</summary>
    public long FailedAgain { get; private set; }

    /// <summary>Puts the letters in the place of a plan's collectors.</summary>
    /// <param name="plan">Processors and sinks to run.</param>
    /// <param name="typeOf">Type of a collector by its id, for the summary; null where the pipeline no longer has it.</param>
    public PipelinePlan Over(PipelinePlan plan, Func<string, string?> typeOf)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new PipelinePlan
        {
            Run = plan.Run,
            Processors = plan.Processors,
            Sinks = plan.Sinks,
            Settings = plan.Settings,
            Contracts = plan.Contracts,
            Replay = this,
            Collectors = [.. letters.GroupBy(letter => (letter.Collector, letter.Demo)).Select(group => new CollectorPlan
            {
                Id = group.Key.Collector,
                Type = typeOf(group.Key.Collector) ?? "dead_letters",
                Collector = new DeadLetterCollector(archive, [.. group], this),
                Demo = group.Key.Demo,
                Replays = true,
            })],
        };
    }

    /// <summary>The letter that a record comes from, and everything that took its place.</summary>
    internal DeadLetterEntry Find(RecordOrigin origin) => _byOrigin[origin];

    /// <summary>Gives a letter's record its origin, so that it looks as it did when it was collected.</summary>
    internal void Stamp(Record record, DeadLetterEntry letter)
    {
        record.Origin = new RecordOrigin(letter.Collector, letter.Split, letter.RetrievedAt, letter.Demo);
        _byOrigin[record.Origin] = letter;
    }

    internal void Committed(long replayed, long failedAgain)
    {
        Replayed += replayed;
        FailedAgain += failedAgain;
    }
}
