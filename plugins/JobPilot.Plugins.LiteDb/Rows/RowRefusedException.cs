namespace JobPilot.Plugins.LiteDb.Rows;

/// <summary>A row cannot be stored for what it is; caught where the row is mapped, and turned into data.</summary>
internal sealed class RowRefusedException(string reason) : Exception(reason);
