namespace JobPilot.Plugins.Jobs.MapJob;

/// <summary>A mapping is wrong: what, and on which line.</summary>
internal sealed class MappingException(string message, Exception? innerException = null) : Exception(message, innerException);
