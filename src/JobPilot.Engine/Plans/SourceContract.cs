namespace JobPilot.Engine;

/// <summary>What is done where a source's shape is not what it was.</summary>
public enum ContractMode
{
    /// <summary>It is noted, and from then on part of the shape.</summary>
    Evolve = 0,

    /// <summary>The run stops before the page that shows it.</summary>
    Freeze,

    /// <summary>The field is taken out of the record, which goes on.</summary>
    DiscardField,

    /// <summary>The record is a dead letter.</summary>
    DiscardRecord,
}

/// <summary>What a pipeline declares of the shape of one source. Immutable; by default every change is noted and accepted.</summary>
public sealed class SourceContract
{
    /// <summary>Every change is noted and accepted.</summary>
    public static SourceContract Evolving { get; } = new();

    /// <summary>A field that was never seen before.</summary>
    public ContractMode NewFields { get; init; }

    /// <summary>A value of another JSON type than before; null is neutral, and a whole number that becomes a number is no other type.</summary>
    public ContractMode Retyped { get; init; }

    /// <summary>A field that used to be in nearly every record and is in none of a whole run: <see cref="ContractMode.Freeze"/>, or else accepted.</summary>
    public ContractMode Vanished { get; init; }

    /// <summary>Fields with a mode of their own, for all three; the longest pattern that fits wins, a name before <c>*</c>.</summary>
    public IReadOnlyList<FieldContract> Fields { get; init; } = [];

    /// <summary>The mode of a field's own, or of the nearest one above it; null where none is declared.</summary>
    /// <param name="path">Names from the record on; "[]" stands for the items of an array.</param>
    internal ContractMode? ModeOf(IReadOnlyList<string> path)
    {
        FieldContract? best = null;
        foreach (var field in Fields)
        {
            if (field.Covers(path) && (best is null || field.IsNearerThan(best)))
            {
                best = field;
            }
        }

        return best?.Mode;
    }
}

/// <summary>The mode of a field and of all that lies below it. Immutable.</summary>
/// <param name="segments">Names from the record on; "*" stands for any name, "[]" for the items of an array.</param>
/// <param name="mode">What is done.</param>
public sealed class FieldContract(IReadOnlyList<string> segments, ContractMode mode)
{
    /// <summary>Names from the record on.</summary>
    public IReadOnlyList<string> Segments { get; } = segments;

    /// <summary>What is done.</summary>
    public ContractMode Mode { get; } = mode;

    internal bool Covers(IReadOnlyList<string> path)
    {
        if (path.Count < Segments.Count)
        {
            return false;
        }

        for (var i = 0; i < Segments.Count; i++)
        {
            if (Segments[i] != path[i] && (Segments[i] != "*" || path[i] == "[]"))
            {
                return false;
            }
        }

        return true;
    }

    internal bool IsNearerThan(FieldContract other)
    {
        if (Segments.Count != other.Segments.Count)
        {
            return Segments.Count > other.Segments.Count;
        }

        for (var i = 0; i < Segments.Count; i++)
        {
            if ((Segments[i] == "*") != (other.Segments[i] == "*"))
            {
                return other.Segments[i] == "*";
            }
        }

        return false;
    }
}
