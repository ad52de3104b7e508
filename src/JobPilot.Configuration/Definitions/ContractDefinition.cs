namespace JobPilot.Configuration;

/// <summary>What is done where the shape of a source changes.</summary>
public enum ContractAction
{
    /// <summary>It is noted and accepted.</summary>
    Evolve = 0,

    /// <summary>The run stops.</summary>
    Freeze = 1,

    /// <summary>The field is left out.</summary>
    DiscardField = 2,

    /// <summary>The record is a dead letter.</summary>
    DiscardRecord = 3,
}

/// <summary>The key <c>contract</c> of a collector, defaults filled in. Immutable.</summary>
public sealed class ContractDefinition
{
    /// <summary>A field that was never seen before.</summary>
    public required ContractAction NewFields { get; init; }

    /// <summary>A value of another JSON type than before.</summary>
    public required ContractAction Retyped { get; init; }

    /// <summary>A field that used to be in nearly every record and is in none of a run: accepted, or the run fails.</summary>
    public required ContractAction Vanished { get; init; }

    /// <summary>Fields with an action of their own, in the order of the file.</summary>
    public IReadOnlyList<ContractField> Fields { get; init; } = [];
}

/// <summary>A field of a contract, and all that lies below it. Immutable.</summary>
/// <param name="Pattern">As written: names joined by dots, <c>[]</c> for the items of an array, <c>*</c> for any name, odd names quoted in brackets.</param>
/// <param name="Segments">Names from the record on; "[]" and "*" as in the pattern.</param>
/// <param name="Action">What is done.</param>
public sealed record ContractField(string Pattern, IReadOnlyList<string> Segments, ContractAction Action);
