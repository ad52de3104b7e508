using JobPilot;

[assembly: JobPilotPlugin(1, 0)]

namespace Acme.Misshapen;

[Collector("wrong_constructor", typeof(GoodOptions))]
public sealed class WrongConstructorCollector(ComponentContext context) : QuietCollector
{
    protected override string Answer() => context.ComponentId;
}

[Collector("two_constructors", typeof(GoodOptions))]
public sealed class TwoConstructorsCollector : QuietCollector
{
    public TwoConstructorsCollector()
    {
    }

    public TwoConstructorsCollector(GoodOptions options, ComponentContext context) => _ = (options, context);

    protected override string Answer() => "";
}

[Collector("hidden", typeof(GoodOptions))]
internal sealed class HiddenCollector(GoodOptions options, ComponentContext context) : QuietCollector
{
    protected override string Answer() => $"{options} {context.ComponentId}";
}

[Collector("abstract", typeof(GoodOptions))]
public abstract class AbstractCollector(GoodOptions options, ComponentContext context) : QuietCollector
{
    protected override string Answer() => $"{options} {context.ComponentId}";
}

[Collector("generic", typeof(GoodOptions))]
public sealed class GenericCollector<T>(GoodOptions options, ComponentContext context) : QuietCollector
{
    protected override string Answer() => $"{options} {context.ComponentId} {typeof(T)}";
}

[Sink("no_sink", typeof(GoodOptions))]
public sealed class NoSink(GoodOptions options, ComponentContext context)
{
    public string Text => $"{options} {context.ComponentId}";
}

[Collector("Bad-Name", typeof(GoodOptions))]
public sealed class BadNameCollector(GoodOptions options, ComponentContext context) : QuietCollector
{
    protected override string Answer() => $"{options} {context.ComponentId}";
}

[Collector("throwing_options", typeof(ThrowingOptions))]
public sealed class ThrowingOptionsCollector(ThrowingOptions options, ComponentContext context) : QuietCollector
{
    protected override string Answer() => $"{options} {context.ComponentId}";
}

[Collector("abstract_options", typeof(AbstractOptions))]
public sealed class AbstractOptionsCollector(AbstractOptions options, ComponentContext context) : QuietCollector
{
    protected override string Answer() => $"{options} {context.ComponentId}";
}

[Collector("demanding_options", typeof(DemandingOptions))]
public sealed class DemandingOptionsCollector(DemandingOptions options, ComponentContext context) : QuietCollector
{
    protected override string Answer() => $"{options} {context.ComponentId}";
}

[Collector("hidden_options", typeof(HiddenOptions))]
public sealed class HiddenOptionsCollector(GoodOptions options, ComponentContext context) : QuietCollector
{
    protected override string Answer() => $"{options} {context.ComponentId}";
}

[Collector("well_shaped", typeof(GoodOptions))]
public sealed class WellShapedCollector(GoodOptions options, ComponentContext context) : QuietCollector
{
    protected override string Answer() => $"{options} {context.ComponentId}";
}
