using JobPilot.Host.Commands;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace JobPilot.Host.Logging;

/// <summary>The rolling log file, made only when one is asked for: 10 MB a file, the last ten kept.</summary>
internal static class FileLog
{
    private const long MostBytes = 10 * 1024 * 1024;
    private const int MostFiles = 10;

    /// <exception cref="FaultException">The file cannot be written: Serilog itself would lose every line without a word.</exception>
    public static ILoggerProvider Create(string path, HostRequest request, SecretRedactor redactor)
    {
        EnsureWritable(path);
        var configuration = new LoggerConfiguration().MinimumLevel.Verbose().Enrich.With(new RedactingEnricher(redactor));
        configuration = request.JsonLogs
            ? configuration.WriteTo.File(new CompactJsonFormatter(), path, rollOnFileSizeLimit: true, fileSizeLimitBytes: MostBytes, retainedFileCountLimit: MostFiles)
            : configuration.WriteTo.File(
                path,
                outputTemplate: "{Timestamp:yyyy-MM-ddTHH:mm:ss.fffzzz} [{Level:u3}] {SourceContext} {Message:lj}{NewLine}{Exception}",
                rollOnFileSizeLimit: true,
                fileSizeLimitBytes: MostBytes,
                retainedFileCountLimit: MostFiles,
                formatProvider: System.Globalization.CultureInfo.InvariantCulture);
        return new RedactingProvider(new Serilog.Extensions.Logging.SerilogLoggerProvider(configuration.CreateLogger(), dispose: true), redactor);
    }

    private static void EnsureWritable(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FaultException(FaultKind.Fatal, $"The log file {path} cannot be written: {exception.Message}", exception)
            {
                Code = "log.cannot_open",
                Fix = "Name another file with --log-file.",
            };
        }
    }

    /// <summary>Takes secrets out of exceptions too, whose text Serilog writes itself.</summary>
    private sealed class RedactingProvider(ILoggerProvider inner, SecretRedactor redactor) : ILoggerProvider
    {
        public Microsoft.Extensions.Logging.ILogger CreateLogger(string categoryName) => new RedactingLogger(inner.CreateLogger(categoryName), redactor);

        public void Dispose() => inner.Dispose();
    }

    private sealed class RedactingLogger(Microsoft.Extensions.Logging.ILogger inner, SecretRedactor redactor) : Microsoft.Extensions.Logging.ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            inner.Log(logLevel, eventId, state, exception is null ? null : new RedactedException(redactor.Redact(exception.ToString())), formatter);
    }

    private sealed class RedactedException(string text) : Exception(text)
    {
        public override string ToString() => Message;
    }

    private sealed class RedactingEnricher(SecretRedactor redactor) : ILogEventEnricher
    {
        public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
        {
            foreach (var (name, value) in logEvent.Properties.ToList())
            {
                if (value is ScalarValue { Value: string text } && redactor.Redact(text) is var redacted && redacted != text)
                {
                    logEvent.AddOrUpdateProperty(new LogEventProperty(name, new ScalarValue(redacted)));
                }
            }
        }
    }
}
