using JobPilot;

[assembly: JobPilotPlugin(2, 0)]

namespace Acme.OtherContract;

public sealed class LateOptions;

[Collector("other_contract", typeof(LateOptions))]
public sealed class LateCollector(LateOptions options, ComponentContext context) : QuietCollector
{
    protected override string Answer() => $"{context.ComponentId} {options}";
}
