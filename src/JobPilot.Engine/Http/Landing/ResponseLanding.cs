using Microsoft.Extensions.Logging;

namespace JobPilot.Engine.Http.Landing;

/// <summary>
/// Keeps the answers of one run's sources as they came, in order, in a file of its own. A full or broken disk costs the landing, never the run: it is
/// told once and counted. Safe on every thread.
/// </summary>
public sealed partial class ResponseLanding : IDisposable
{
    private readonly LandingOptions _options;
    private readonly RunInfo _run;
    private readonly TimeProvider _time;
    private readonly Func<string, string> _redact;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private readonly List<byte[]> _waiting = [];
    private readonly HashSet<string> _reads = new(StringComparer.Ordinal);
    private FileStream? _file;
    private string? _problem;
    private long _lost;
    private long _others;
    private bool _over;

    /// <summary>Prepares a landing; the file is made with the first answer.</summary>
    /// <param name="options">Where to and how much.</param>
    /// <param name="run">The run under way.</param>
    /// <param name="time">Clock.</param>
    /// <param name="redact">Masks the secrets that the host knows.</param>
    /// <param name="loggers">Loggers.</param>
    public ResponseLanding(LandingOptions options, RunInfo run, TimeProvider time, Func<string, string> redact, ILoggerFactory loggers)
    {
        ArgumentNullException.ThrowIfNull(loggers);
        (_options, _run, _time, _redact) = (options, run, time, redact);
        _logger = loggers.CreateLogger("JobPilot.Engine.Landing");
        _waiting.Add(LandingText.Run(run));
    }

    /// <summary>The file; there is none before the first answer.</summary>
    public string Path => LandingFolder.PathOf(_options.Folder, _run.Id);

    /// <summary>Answers and failed attempts that were kept.</summary>
    public long Kept { get; private set; }

    /// <summary>What an operator should know: that some answers could not be kept. Null where all were.</summary>
    public Diagnostic? Warning
    {
        get
        {
            lock (_gate)
            {
                return _problem is null ? null : new Diagnostic("landing.incomplete", $"{_lost} answers of the sources could not be kept in {Path}: {_problem}")
                {
                    Severity = DiagnosticSeverity.Warning,
                    Fix = "The run itself is whole, only its replay is not. Check the disk, or settings.landing.",
                };
            }
        }
    }

    /// <summary>Notes how the run ended: a replay of a whole run may expect every answer. Then removes what is too old or too much.</summary>
    /// <param name="outcome">succeeded, failed or cancelled.</param>
    public void End(string outcome)
    {
        lock (_gate)
        {
            if (_file is not null && _lost == 0)
            {
                Append(LandingText.End(outcome, _time.GetUtcNow()));
            }

            _over = true;
            Close();
            Prune(0);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_gate)
        {
            _over = true;
            Close();
        }
    }

    /// <summary>Notes from where a split is read, once a split: its replay begins there.</summary>
    internal void Read(string collector, SplitRead read)
    {
        lock (_gate)
        {
            if (_reads.Add($"{collector}/{read.Split.Id}"))
            {
                Add(LandingText.Read(collector, read, _redact));
            }
        }
    }

    internal void Land(string component, SourceRequest request, SecretMask mask, SourceResponse response) =>
        Land(LandingText.Response(component, CacheKey.Of(request), request, response, text => _redact(mask.Apply(text))));

    internal void Land(string component, SourceRequest request, SecretMask mask, FaultException fault) =>
        Land(LandingText.Failure(component, CacheKey.Of(request), request, fault, _time.GetUtcNow(), text => _redact(mask.Apply(text))));

    private void Land(byte[] entry)
    {
        lock (_gate)
        {
            if (_over)
            {
                return;
            }

            if (_file is null && _problem is null)
            {
                Open();
            }

            if (Append(entry))
            {
                Kept++;
            }
            else
            {
                _lost++;
            }
        }
    }

    private void Add(byte[] entry)
    {
        if (_file is null)
        {
            _waiting.Add(entry);
        }
        else
        {
            Append(entry);
        }
    }

    private void Open()
    {
        try
        {
            Directory.CreateDirectory(_options.Folder);
            Prune(0);
            _file = new FileStream(Path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
            _waiting.ForEach(entry => Append(entry));
            _waiting.Clear();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Complain(exception.Message);
        }
    }

    /// <summary>Appends a whole entry or nothing, so that what comes behind it can be read.</summary>
    private bool Append(byte[] entry)
    {
        if (_file is null)
        {
            return false;
        }

        var frame = LandingFrame.Write(entry);
        var end = _file.Length;
        if (end + frame.Length + _others > _options.MaxBytes)
        {
            Prune(end + frame.Length);
            if (end + frame.Length + _others > _options.MaxBytes)
            {
                Complain($"this run alone needs more than settings.landing.max_size, {_options.MaxBytes} bytes.");
                Close();
                return false;
            }
        }

        try
        {
            _file.Write(frame);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Complain(exception.Message);
            CutBack(end);
            return false;
        }
    }

    private void CutBack(long end)
    {
        try
        {
            _file!.SetLength(end);
            _file.Position = end;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogCannotCutBack(_logger, Path, exception.Message);
            Close();
        }
    }

    private void Prune(long room)
    {
        try
        {
            _others = LandingFolder.Prune(_options, _run.Id, room, _time.GetUtcNow());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogCannotPrune(_logger, _options.Folder, exception.Message);
        }
    }

    private void Close()
    {
        _file?.Dispose();
        _file = null;
    }

    private void Complain(string problem)
    {
        if (_problem is null)
        {
            LogCannotKeep(_logger, Path, problem);
        }

        _problem ??= problem;
    }

    [LoggerMessage(LogLevel.Warning, "The answers of the sources cannot be kept in {Path}: {Problem} The run goes on; it cannot be replayed in full.")]
    private static partial void LogCannotKeep(ILogger logger, string path, string problem);

    [LoggerMessage(LogLevel.Warning, "The end of {Path} cannot be cut off: {Problem} No more answers are kept.")]
    private static partial void LogCannotCutBack(ILogger logger, string path, string problem);

    [LoggerMessage(LogLevel.Warning, "Old answers in {Folder} cannot be removed: {Problem}")]
    private static partial void LogCannotPrune(ILogger logger, string folder, string problem);
}
