namespace JobPilot;

/// <summary>One thing that is said of a value. Immutable.</summary>
/// <param name="name">What it is, in <c>lower_snake_case</c>: <c>sentence</c>, <c>found_by</c>.</param>
/// <param name="text">The text, at best one line.</param>
public sealed class ExplanationDetail(string name, string text)
{
    /// <summary>What it is.</summary>
    public string Name { get; } = name;

    /// <summary>The text.</summary>
    public string Text { get; } = text;
}
