using Microsoft.Extensions.Logging;

namespace JobPilot.Plugins.Transforms;

public sealed partial class AssertProcessor
{
    [LoggerMessage(1, LogLevel.Warning, "{Problem}; further cases are counted")]
    private partial void LogFirst(string problem);

    [LoggerMessage(2, LogLevel.Warning, "{Expectation} was not met by {Count} records")]
    private partial void LogTotal(string expectation, long count);
}
