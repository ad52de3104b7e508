namespace JobPilot;

/// <summary>
/// Something that an optional sink missed. Kept by the home in the commit that went on without the sink, until a commit says that it was paid. Immutable.
/// </summary>
/// <param name="sink">Component id of the sink, 1 to 200 characters.</param>
/// <param name="number">Tells the debts of a sink apart, from 0.</param>
/// <param name="text">What was missed, opaque to the home, at most 256 KB; null: it was paid, and goes.</param>
public sealed class Debt(string sink, long number, string? text)
{
    /// <summary>Component id of the sink.</summary>
    public string Sink { get; } = sink;

    /// <summary>Tells the debts of a sink apart.</summary>
    public long Number { get; } = number;

    /// <summary>What was missed; null where it was paid.</summary>
    public string? Text { get; } = text;
}
