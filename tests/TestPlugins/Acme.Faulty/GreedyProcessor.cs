using JobPilot;

namespace Acme.Faulty;

public sealed class GreedyOptions
{
    /// <summary>Largest batch that the memory takes.</summary>
    public int Most { get; init; } = 1;
}

/// <summary>Looks up something for a whole batch, which takes more memory than there is.</summary>
[Processor("greedy", typeof(GreedyOptions))]
public sealed class GreedyProcessor(GreedyOptions options, ComponentContext context) : IBatchProcessor
{
    public ValueTask<IReadOnlyList<Outcome>> ProcessAsync(IReadOnlyList<Record> records, CancellationToken cancellationToken) =>
        records.Count > options.Most && context.ComponentId.Length > 0 ? throw new OutOfMemoryException() : new([.. records.Select(_ => Outcome.Keep)]);
}
