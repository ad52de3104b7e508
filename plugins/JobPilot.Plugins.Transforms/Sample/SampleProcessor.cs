using System.Text;

namespace JobPilot.Plugins.Transforms;

/// <summary>
/// Keeps a share of the records. Whether a record stays follows from its key and the seed alone, so the same posting stays in every run, on every
/// machine and in any order; a record without a key is chosen by its content.
/// </summary>
/// <param name="options">How many.</param>
/// <param name="context">Offers nothing that is needed here.</param>
[Processor("sample", typeof(SampleOptions), Description = "Keeps a share of the records, always the same ones.")]
public sealed class SampleProcessor(SampleOptions options, ComponentContext context) : IProcessor
{
    private const double Range = 1UL << 53;
    private static readonly Outcome Left = Outcome.Drop("sample");
    private readonly double _rate = options.Rate ?? (1.0 / (options.Every ?? 1));
    private readonly ulong _seed = Mix((ulong)options.Seed + 0x9E3779B97F4A7C15);

    /// <summary>Id of the step.</summary>
    internal string Id { get; } = context.ComponentId;

    /// <inheritdoc />
    public Outcome Process(Record record, CancellationToken cancellationToken)
    {
        if (record.Operation != RecordOperation.Upsert)
        {
            return Outcome.Keep;
        }

        var hash = Hash(record.Key is { } key ? Encoding.UTF8.GetBytes(key) : record.ToUtf8());
        return (Mix(hash ^ _seed) >> 11) / Range < _rate ? Outcome.Keep : Left;
    }

    private static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = 14695981039346656037UL;
        foreach (var value in bytes)
        {
            hash = (hash ^ value) * 1099511628211UL;
        }

        return hash;
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
