namespace JobPilot;

/// <summary>
/// Ability of a processor to say, for <c>explain</c>, more about a field than <c>provenance</c> holds: the source's field that it was copied from, what else was
/// looked at. Called by one thread at a time, outside of runs; may be called for any row, also one that the processor never saw.
/// </summary>
public interface IFieldExplainer
{
    /// <summary>Says how the processor came to a field. Changes nothing, calls nobody, remembers nothing.</summary>
    /// <param name="question">The field, the record that holds it, and the source's record where it is known.</param>
    /// <returns>The explanation; null where the processor does not write that field, or wrote nothing there.</returns>
    FieldExplanation? ExplainField(FieldQuestion question);
}
