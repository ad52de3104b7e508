namespace JobPilot;

/// <summary>What stands at a place behind a mark. Immutable.</summary>
/// <param name="what">What it is, as the subject of a sentence: "1200 bytes behind byte 5678"; "" where nothing is there.</param>
/// <param name="mend">How an operator takes it out; "" where nothing is there.</param>
public sealed class LeftBehind(string what, string mend)
{
    /// <summary>Nothing.</summary>
    public static LeftBehind Nothing { get; } = new("", "");

    /// <summary>What it is.</summary>
    public string What { get; } = what;

    /// <summary>How an operator takes it out.</summary>
    public string Mend { get; } = mend;
}
