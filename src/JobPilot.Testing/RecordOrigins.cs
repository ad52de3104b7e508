namespace JobPilot.Testing;

/// <summary>Gives records the origin that the engine would give them.</summary>
public static class RecordOrigins
{
    /// <summary>Sets the origin of a record, as the engine does when a page arrives.</summary>
    /// <param name="record">The record.</param>
    /// <param name="collector">Id of the collector.</param>
    /// <param name="split">Id of the split.</param>
    /// <param name="retrievedAt">When the source gave it; 2026-01-15 at noon, UTC, by default.</param>
    /// <param name="demo">Whether it is invented.</param>
    /// <returns>The same record.</returns>
    public static Record WithOrigin(
        this Record record, string collector = "test", string split = "all", DateTimeOffset? retrievedAt = null, bool demo = false)
    {
        record.Origin = new RecordOrigin(collector, split, retrievedAt ?? new DateTimeOffset(2026, 1, 15, 12, 0, 0, TimeSpan.Zero), demo);
        return record;
    }
}
