using JobPilot.Plugins.Jobs.MapJob.Rules;

namespace JobPilot.Plugins.Jobs.MapJob;

/// <summary>One field of the listing and the rule that fills it.</summary>
internal sealed class MappedField(FieldPath target, MappingRule rule)
{
    public FieldPath Target { get; } = target;

    public MappingRule Rule { get; } = rule;

    /// <summary>JSON pointer of the target.</summary>
    public string Pointer { get; } = "/" + target.Text.Replace('.', '/');
}
