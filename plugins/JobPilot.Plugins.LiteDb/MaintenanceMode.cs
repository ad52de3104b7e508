namespace JobPilot.Plugins.LiteDb;

/// <summary>What is done with the file before it is opened.</summary>
public enum MaintenanceMode
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Copies every row into a new file without gaps, which then takes the old one's place; any damage stops it.</summary>
    Compact = 1,

    /// <summary>As compact, but leaves out rows that cannot be read or are not what was written, and keeps the old file beside.</summary>
    Repair = 2,
}
