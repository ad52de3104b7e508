using System.Globalization;
using System.Text.Json.Nodes;
using JobPilot.Host.Output;
using Microsoft.Extensions.Logging;

namespace JobPilot.Host.Logging;

/// <summary>
/// Writes the log to standard error as text or as one JSON object a line. Where progress is drawn, lines go through <see cref="Write"/>, which the
/// progress replaces by a writer that leaves its drawing whole.
/// </summary>
internal sealed class ConsoleLog(TextWriter error, bool json, SecretRedactor redactor, TimeProvider time) : ILoggerProvider
{
    /// <summary>Where a finished line goes.</summary>
    public Action<string> Write { get; set; } = error.WriteLine;

    public ILogger CreateLogger(string categoryName) => new CategoryLogger(this, categoryName);

    public void Dispose()
    {
    }

    private static string Name(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warning",
        LogLevel.Error => "error",
        _ => "critical",
    };

    private void Log(string category, LogLevel level, string message, IEnumerable<KeyValuePair<string, object?>>? fields, Exception? exception)
    {
        var text = redactor.Redact(message);
        var now = time.GetUtcNow();
        if (!json)
        {
            // A trace belongs to whoever mends the program: debug level and the log file have it.
            Write($"{now.ToString("HH:mm:ss", CultureInfo.InvariantCulture)} {Name(level),-8} {TerminalText.Clean(text).TrimEnd()}");
            return;
        }

        var line = new JsonObject
        {
            ["time"] = JsonOutput.Time(now),
            ["level"] = Name(level),
            ["category"] = category,
            ["message"] = text,
        };
        foreach (var (name, value) in fields ?? [])
        {
            line[name == "{OriginalFormat}" ? "template" : name] = redactor.Redact(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
        }

        if (exception is not null)
        {
            line["exception"] = redactor.Redact($"{exception.GetType().Name}: {exception.Message}");
        }

        Write(line.ToJsonString());
    }

    private sealed class CategoryLogger(ConsoleLog owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            owner.Log(category, logLevel, formatter(state, exception), state as IEnumerable<KeyValuePair<string, object?>>, exception);
    }
}
