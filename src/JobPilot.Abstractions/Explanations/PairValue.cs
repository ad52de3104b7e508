namespace JobPilot;

/// <summary>One value of two records, as it is compared. Immutable.</summary>
/// <param name="name">What it is: <c>title</c>.</param>
/// <param name="first">The first record's; null where it has none.</param>
/// <param name="second">The second record's; null where it has none.</param>
public sealed class PairValue(string name, string? first, string? second)
{
    /// <summary>What it is.</summary>
    public string Name { get; } = name;

    /// <summary>The first record's.</summary>
    public string? First { get; } = first;

    /// <summary>The second record's.</summary>
    public string? Second { get; } = second;
}
