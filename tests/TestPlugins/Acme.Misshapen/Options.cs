namespace Acme.Misshapen;

public sealed class GoodOptions;

public abstract class AbstractOptions;

public sealed class DemandingOptions(string name)
{
    public string Name { get; init; } = name;
}

public sealed class ThrowingOptions
{
    public ThrowingOptions() => throw new InvalidOperationException("No default is good enough.");
}

internal sealed class HiddenOptions;
