namespace JobPilot;

/// <summary>
/// Rules across several options of one component. Implemented by an options class; rules of a single value belong into attributes
/// (<c>[Required]</c>, <c>[Range]</c>, <c>[RegularExpression]</c>, <c>[AllowedValues]</c>), which are also written into the JSON Schema.
/// </summary>
public interface IValidatedOptions
{
    /// <summary>
    /// Lists every finding at once. Called by the host once after binding, on any thread, before a component is made; opens and calls
    /// nothing. An empty sequence means valid. Must not throw.
    /// </summary>
    IEnumerable<Diagnostic> Validate();
}
