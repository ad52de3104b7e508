using JobPilot;

[assembly: JobPilotPlugin(1, 0)]

namespace Acme.Twin;

public sealed class TwinOptions;

/// <summary>Claims the type name of another plugin.</summary>
[Collector("board", typeof(TwinOptions))]
public sealed class BoardCollector(TwinOptions options, ComponentContext context) : QuietCollector
{
    protected override string Answer() => $"{context.ComponentId} {options}";
}

/// <summary>Its own, and not harmed by the other claim.</summary>
[Collector("twin", typeof(TwinOptions))]
public sealed class TwinCollector(TwinOptions options, ComponentContext context) : QuietCollector
{
    protected override string Answer() => $"{context.ComponentId} {options}";
}
