namespace JobPilot.Plugins.Jobs.MapJob.Rules;

/// <summary>One compiled rule of a mapping. Immutable, safe on every thread.</summary>
internal abstract class MappingRule
{
    public abstract MappedValue Read(Record source, DateTimeOffset retrievedAt);

    /// <summary>Says what the value, or a part of it, is read of. Not on the hot path.</summary>
    /// <param name="source">The source's record; null where it is not known: then all that may be read is said.</param>
    /// <param name="retrievedAt">When it was retrieved.</param>
    /// <param name="part">Names and indexes that lead from the value to the part; empty for the whole.</param>
    /// <returns>Null where nothing is read, or there is no such part.</returns>
    public abstract MappedFrom? Trace(Record? source, DateTimeOffset retrievedAt, ReadOnlySpan<string> part);
}
