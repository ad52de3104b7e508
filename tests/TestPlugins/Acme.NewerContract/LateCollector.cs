using JobPilot;

[assembly: JobPilotPlugin(1, 99)]

namespace Acme.NewerContract;

public sealed class LateOptions;

[Collector("newer_contract", typeof(LateOptions))]
public sealed class LateCollector(LateOptions options, ComponentContext context) : QuietCollector
{
    protected override string Answer() => $"{context.ComponentId} {options}";
}
