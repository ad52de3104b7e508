namespace JobPilot.Plugins.LiteDb.Storage;

/// <summary>Commit failed in a way that leaves open whether the transaction is durable (rule 3).</summary>
internal sealed class CommitUnknownException(string message, Exception? inner) : Exception(message, inner);
