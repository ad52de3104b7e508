using JobPilot.Plugins.Jobs.MapJob.Rules;

namespace JobPilot.Plugins.Jobs.MapJob;

/// <summary>A compiled mapping. Immutable, safe on every thread.</summary>
internal sealed class JobMapping(MappingRule externalId, MappedField[] fields)
{
    public MappingRule ExternalId { get; } = externalId;

    public MappedField[] Fields { get; } = fields;
}
