namespace JobPilot.Engine.Stages;

/// <summary>A row for the sinks, the item that it follows from, and its place in the batch: operations on one key apply in this order.</summary>
internal readonly record struct Row(Record Record, Item Item, long Order);
