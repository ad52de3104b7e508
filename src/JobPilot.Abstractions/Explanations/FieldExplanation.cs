namespace JobPilot;

/// <summary>How a processor came to a field. Immutable.</summary>
/// <param name="rule">Id and version of the rule, as in <c>provenance</c>.</param>
/// <param name="from">What the value was read of: a field (<c>title_raw</c>), or a span of text (<c>description.text[120..143]</c>, from and to, in characters).</param>
public sealed class FieldExplanation(string rule, string from)
{
    /// <summary>Id and version of the rule.</summary>
    public string Rule { get; } = rule;

    /// <summary>What the value was read of.</summary>
    public string From { get; } = from;

    /// <summary>Whether <see cref="From"/> names a field of the source's record, and not of the listing. False by default.</summary>
    public bool IsOfSource { get; init; }

    /// <summary>How sure it is, 0 to 1; null for a value that is as the source gave it.</summary>
    public double? Confidence { get; init; }

    /// <summary>What else is to be said, in the order in which it is shown; empty by default.</summary>
    public IReadOnlyList<ExplanationDetail> Details { get; init; } = [];
}
