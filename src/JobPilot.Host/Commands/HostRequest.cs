using System.CommandLine;
using JobPilot.Engine;
using Microsoft.Extensions.Logging;

namespace JobPilot.Host.Commands;

/// <summary>The options that all verbs share, as given on the command line.</summary>
internal sealed class HostRequest
{
    public required HostConsole Console { get; init; }

    public IReadOnlyList<string> PluginDirectories { get; init; } = [];

    public IReadOnlyList<string> Sets { get; init; } = [];

    public string? Environment { get; init; }

    public long? Limit { get; init; }

    /// <summary>Which postings are read.</summary>
    public ReadWindow Window { get; init; } = ReadWindow.New;

    /// <summary>As the command line says; null where it says nothing.</summary>
    public LogLevel? LogLevel { get; init; }

    public bool JsonLogs { get; init; }

    public string? LogFile { get; init; }

    public bool NoProgress { get; init; }

    public bool Quiet { get; init; }

    public bool Json { get; init; }

    /// <summary>The level to log at: the command line's, else the environment's, else that of the <c>.env</c> file beside the pipeline.</summary>
    public LogLevel EffectiveLogLevel(IReadOnlyDictionary<string, string> dotEnv) =>
        LogLevel ?? (Quiet ? Microsoft.Extensions.Logging.LogLevel.Warning : (LogLevel?)null)
        ?? HostOptions.LevelOf(Console.Variable) ?? HostOptions.LevelOf(dotEnv.GetValueOrDefault)
        ?? Microsoft.Extensions.Logging.LogLevel.Information;
}

/// <summary>Declares the shared options and reads them.</summary>
internal sealed class HostOptions
{
    private static readonly string[] LevelVariables = ["ETL_LOG_LEVEL", "LOG_LEVEL"];
    private readonly Option<string[]> _plugins = new("--plugins")
    {
        Description = "Directory with plugins, beside those of the host; may be repeated (also JOBPILOT_PLUGINS).",
        HelpName = "DIR",
        Recursive = true,
    };

    private readonly Option<string[]> _set = new("--set")
    {
        Description = "Overrides a value: --set collectors[0].options.searches='[{query: nurse}]'; VALUE is YAML; may be repeated.",
        HelpName = "PATH=VALUE",
        Recursive = true,
    };

    private readonly Option<string?> _environment = new("--env")
    {
        Description = "Applies this overlay of the pipeline's environments.",
        HelpName = "NAME",
        Recursive = true,
    };

    private readonly Option<long?> _limit = new("--limit")
    {
        Description = "Collects at most N records over all collectors, shared by weight.",
        HelpName = "N",
        Recursive = true,
    };

    private readonly Option<string?> _logLevel = new("--log-level")
    {
        Description = "debug, information, warning, error, critical or none (also ETL_LOG_LEVEL, LOG_LEVEL).",
        HelpName = "LEVEL",
        Recursive = true,
    };

    private readonly Option<string> _logFormat = new("--log-format")
    {
        Description = "Form of the log.",
        DefaultValueFactory = _ => "text",
        Recursive = true,
    };

    private readonly Option<string?> _logFile = new("--log-file")
    {
        Description = "Writes the log to a rolling file too, for instance etl.log.",
        HelpName = "PATH",
        Recursive = true,
    };

    private readonly Option<bool> _noProgress = new("--no-progress") { Description = "Draws no live progress.", Recursive = true };

    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Only warnings, errors and the result.", Recursive = true };

    private readonly Option<string> _format = new("--format")
    {
        Description = "Form of the result on standard output; json is one document and nothing else.",
        DefaultValueFactory = _ => "text",
        Recursive = true,
    };

    public HostOptions(Command root)
    {
        _logFormat.AcceptOnlyFromAmong("text", "json");
        _format.AcceptOnlyFromAmong("text", "json");
        _logLevel.CompletionSources.Add("debug", "information", "warning", "error", "critical", "none");
        _limit.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && (!long.TryParse(result.Tokens[0].Value, out var limit) || limit < 1))
            {
                result.AddError("--limit takes a whole number from 1.");
            }
        });
        _logLevel.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && ParseLevel(result.Tokens[0].Value) is null)
            {
                result.AddError($"--log-level does not know '{result.Tokens[0].Value}'; it takes debug, information, warning, error, critical or none.");
            }
        });
        foreach (var option in new Option[] { _plugins, _set, _environment, _limit, _logLevel, _logFormat, _logFile, _noProgress, _quiet, _format })
        {
            root.Options.Add(option);
        }
    }

    /// <summary>Which postings are read; only of the verbs that read any.</summary>
    public WindowOptions Window { get; } = new();

    public HostRequest Read(ParseResult result, HostConsole console) => new()
    {
        Console = console,
        PluginDirectories = result.GetValue(_plugins) ?? [],
        Sets = result.GetValue(_set) ?? [],
        Environment = result.GetValue(_environment),
        Limit = result.GetValue(_limit),
        Window = Window.Read(result),
        LogLevel = ParseLevel(result.GetValue(_logLevel)),
        JsonLogs = result.GetValue(_logFormat) == "json",
        LogFile = result.GetValue(_logFile),
        NoProgress = result.GetValue(_noProgress),
        Quiet = result.GetValue(_quiet),
        Json = result.GetValue(_format) == "json",
    };

    /// <summary>The level that the variables ask for; null where they name none.</summary>
    public static LogLevel? LevelOf(Func<string, string?> variable) => LevelVariables.Select(name => ParseLevel(variable(name))).FirstOrDefault(level => level is not null);

    private static LogLevel? ParseLevel(string? text) => text?.Trim().ToUpperInvariant() switch
    {
        "TRACE" => Microsoft.Extensions.Logging.LogLevel.Trace,
        "DEBUG" => Microsoft.Extensions.Logging.LogLevel.Debug,
        "INFO" or "INFORMATION" => Microsoft.Extensions.Logging.LogLevel.Information,
        "WARN" or "WARNING" => Microsoft.Extensions.Logging.LogLevel.Warning,
        "ERROR" => Microsoft.Extensions.Logging.LogLevel.Error,
        "CRITICAL" or "FATAL" => Microsoft.Extensions.Logging.LogLevel.Critical,
        "NONE" => Microsoft.Extensions.Logging.LogLevel.None,
        _ => null,
    };
}
