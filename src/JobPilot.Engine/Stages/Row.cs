namespace JobPilot.Engine.Stages;

/// <summary>A row for the sinks, and the item that it follows from.</summary>
internal readonly record struct Row(Record Record, Item Item);
