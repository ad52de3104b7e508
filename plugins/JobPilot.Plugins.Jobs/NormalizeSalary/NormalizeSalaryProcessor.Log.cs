using Microsoft.Extensions.Logging;

namespace JobPilot.Plugins.Jobs.NormalizeSalary;

public sealed partial class NormalizeSalaryProcessor
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "{File}: the newest rate is of {Newest}, more than {Days} days ago; later pay is converted by it. Add newer rates.")]
    private static partial void LogTableIsOld(ILogger logger, string file, string newest, int days);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "{File}: a listing's rate is more than {Days} days older than the listing. Add newer rates; how many there are is told at the end.")]
    private static partial void LogRateIsOld(ILogger logger, string file, int days);

    [LoggerMessage(EventId = 3, Level = LogLevel.Warning, Message = "{File}: {Count} listings were converted by rates more than {Days} days older than they are.")]
    private static partial void LogOldRates(ILogger logger, string file, int count, int days);

    [LoggerMessage(EventId = 4, Level = LogLevel.Warning, Message = "{File}: {Count} listings were not converted, since there is no rate on or before their day: {Currencies}.")]
    private static partial void LogMissingRates(ILogger logger, string file, int count, string currencies);
}
