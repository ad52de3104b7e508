namespace JobPilot.Plugins.Jobs.MapJob.Rules;

/// <summary>One compiled rule of a mapping. Immutable, safe on every thread.</summary>
internal abstract class MappingRule
{
    public abstract MappedValue Read(Record source, DateTimeOffset retrievedAt);
}
