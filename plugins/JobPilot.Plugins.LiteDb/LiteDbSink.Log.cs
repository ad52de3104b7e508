using Microsoft.Extensions.Logging;

namespace JobPilot.Plugins.LiteDb;

public sealed partial class LiteDbSink
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The outcome of commit {Number} to {Path} was unknown ({Reason}); the file was opened again: committed = {Committed}.")]
    private static partial void LogUnknownCommit(ILogger logger, long number, string path, string reason, bool committed);

    [LoggerMessage(Level = LogLevel.Information, Message = "A backup of {Path} was written to {Backup}.")]
    private static partial void LogBackup(ILogger logger, string path, string backup);
}
