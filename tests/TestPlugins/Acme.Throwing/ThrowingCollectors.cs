using JobPilot;

[assembly: JobPilotPlugin(1, 0)]

namespace Acme.Throwing;

public sealed class ThrowingOptions;

[Collector("throwing", typeof(ThrowingOptions))]
public sealed class ThrowingCollector : QuietCollector
{
    public ThrowingCollector(ThrowingOptions options, ComponentContext context) =>
        throw new InvalidOperationException($"The moon is full.{options.GetType().Name[..0]}{context.ComponentId[..0]}");

    protected override string Answer() => "";
}

[Collector("faulting", typeof(ThrowingOptions))]
public sealed class FaultingCollector : QuietCollector
{
    public FaultingCollector(ThrowingOptions options, ComponentContext context) =>
        throw new FaultException(FaultKind.Unavailable, $"The board of '{context.ComponentId}' is closed.", new ArgumentException(options.ToString()))
        {
            Code = "acme.closed",
            Fix = "Come back on Monday.",
        };

    protected override string Answer() => "";
}

[Collector("static_throwing", typeof(ThrowingOptions))]
public sealed class StaticThrowingCollector(ThrowingOptions options, ComponentContext context) : QuietCollector
{
    private static readonly int Parsed;

    static StaticThrowingCollector() => Parsed = int.Parse("seven", System.Globalization.CultureInfo.InvariantCulture);

    protected override string Answer() => $"{options} {context.ComponentId} {Parsed}";
}
