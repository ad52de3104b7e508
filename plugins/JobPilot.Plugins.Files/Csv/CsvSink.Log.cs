using Microsoft.Extensions.Logging;

namespace JobPilot.Plugins.Files;

public sealed partial class CsvSink
{
    [LoggerMessage(1, LogLevel.Warning, "Patches and deletions are left out of {Path}; set change_columns to write them as lines")]
    private partial void LogLeftOut(string path);
}
