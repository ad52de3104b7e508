using Microsoft.Extensions.Logging;

namespace JobPilot.Plugins.JSearch;

public sealed partial class JSearchCollector
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The key does not begin with ak_, as keys of OpenWeb Ninja do. If it is from RapidAPI, set shop: rapidapi.")]
    private static partial void LogForeignKey(ILogger logger);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Search}: page {Number} gave {Jobs} jobs (from the cache: {FromCache}).")]
    private static partial void LogPage(ILogger logger, string search, int number, int jobs, bool fromCache);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Search}: no more jobs after {Pages} pages. None at all can mean a country or language that the source does not know.")]
    private static partial void LogNoMore(ILogger logger, string search, int pages);
}
