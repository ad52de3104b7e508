namespace JobPilot.Host;

/// <summary>Which components of a pipeline are made.</summary>
[Flags]
internal enum PlanParts
{
    None = 0,

    Collectors = 1,

    Processors = 2,

    Sinks = 4,

    All = Collectors | Processors | Sinks,
}
