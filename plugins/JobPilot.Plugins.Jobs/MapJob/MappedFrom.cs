namespace JobPilot.Plugins.Jobs.MapJob;

/// <summary>Where a mapped value came from, or may have come from where the source's record is not known. Immutable.</summary>
internal sealed class MappedFrom
{
    /// <summary>Paths of the source; empty for a constant of the mapping.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>What was done to the value: <c>codes</c>, and names of transforms.</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];

    /// <summary>Above 0 where the mapping says how sure it is.</summary>
    public double Confidence { get; init; }

    /// <summary>All that several rules may read; null where none reads anything.</summary>
    public static MappedFrom? Join(IEnumerable<MappedFrom?> parts)
    {
        List<MappedFrom> known = [.. parts.OfType<MappedFrom>()];
        return known.Count switch
        {
            0 => null,
            1 => known[0],
            _ => new MappedFrom { Paths = [.. known.SelectMany(part => part.Paths).Distinct(StringComparer.Ordinal)] },
        };
    }
}
