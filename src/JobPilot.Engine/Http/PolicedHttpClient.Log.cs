using Microsoft.Extensions.Logging;

namespace JobPilot.Engine.Http;

internal sealed partial class PolicedHttpClient
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "{Method} {Place}: {Status}, {Bytes} bytes in {Milliseconds:0} ms (attempt {Attempt}).")]
    private static partial void LogAnswered(ILogger logger, string method, string place, int status, int bytes, double milliseconds, int attempt);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Method} {Place}: {Problem} (attempt {Attempt})")]
    private static partial void LogFailed(ILogger logger, string method, string place, string problem, int attempt);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Method} {Place}: answered from the cache, retrieved at {RetrievedAt:u}.")]
    private static partial void LogFromCache(ILogger logger, string method, string place, DateTimeOffset retrievedAt);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Retry {Retry} of {MaxRetries} follows in {Seconds:0.0} s.")]
    private static partial void LogRetry(ILogger logger, double seconds, int retry, int maxRetries);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The source asks to hold further calls back for {Seconds:0.0} s.")]
    private static partial void LogHeldBack(ILogger logger, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The source's own limit is near: it allows {Remaining} more of {Limit} requests.")]
    private static partial void LogLimitNear(ILogger logger, long remaining, long limit);
}
