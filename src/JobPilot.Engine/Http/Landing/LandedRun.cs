using System.Text.Json;

namespace JobPilot.Engine.Http.Landing;

/// <summary>
/// The landing of one run, read: which answers there are and where. Bodies stay in the file until they are asked for. A torn end, as a kill leaves it, is
/// tolerated and told.
/// </summary>
public sealed class LandedRun
{
    private readonly Dictionary<(string Component, string Key), List<long>> _calls = [];
    private readonly Dictionary<string, Dictionary<string, SplitRead>> _reads = new(StringComparer.Ordinal);
    private readonly HashSet<DateTimeOffset> _moments = [];
    private readonly string _path;
    private string? _outcome;

    private LandedRun(string path, RunInfo run)
    {
        _path = path;
        Run = run;
        Clock = new LandedClock(run.StartedAt);
        Answers = new LandedAnswers(this);
    }

    /// <summary>The clock of a replay: it begins when the run began.</summary>
    public TimeProvider Clock { get; }

    /// <summary>The run that collected: its id, start and limit.</summary>
    public RunInfo Run { get; }

    /// <summary>Answers and failed attempts.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the run read all that there was: then a request without an answer is a mistake, and not the end of what is known.</summary>
    public bool IsWhole => _outcome == "succeeded" && Run.Limit is null && Torn is null;

    /// <summary>That the end of the file is torn; null where it is whole.</summary>
    public Diagnostic? Torn { get; private set; }

    /// <summary>Ids of the collectors that called their source, of fallbacks too.</summary>
    public IReadOnlyList<string> Collectors => [.. _reads.Keys.Where(Called)];

    /// <summary>Whether the run read a collector, by HTTP or not.</summary>
    /// <param name="collector">Its id.</param>
    public bool HasRead(string collector) => _reads.ContainsKey(collector);

    /// <summary>Reads only when a landed run began.</summary>
    /// <param name="path">Its file.</param>
    /// <exception cref="FaultException">It cannot be read, or is no landing.</exception>
    public static DateTimeOffset StartOf(string path) => Read(path, file => HeadOf(file, path).StartedAt);

    /// <summary>Reads the landing of a run.</summary>
    /// <param name="path">Its file.</param>
    /// <exception cref="FaultException">It cannot be read, or is no landing.</exception>
    public static LandedRun Open(string path) => Read(path, file =>
    {
        var landed = new LandedRun(path, HeadOf(file, path));
        landed.Index(file);
        return landed;
    });

    internal static FaultException Unreadable(string path, Exception cause) => new(FaultKind.Fatal, $"The landing {path} cannot be read: {cause.Message}", cause)
    {
        Code = "landing.unreadable",
        Fix = "Check the path and its rights.",
    };

    /// <summary>Answers in place of the sources; those of one replay.</summary>
    internal LandedAnswers Answers { get; }

    /// <summary>When answers came.</summary>
    internal IReadOnlyCollection<DateTimeOffset> Moments => _moments;

    /// <summary>Whether the component called its source in that run.</summary>
    internal bool Called(string component) => _calls.Keys.Any(call => call.Component == component);

    /// <summary>From where that run read a split; null where it did not.</summary>
    internal SplitRead? FindRead(string collector, string split) => _reads.GetValueOrDefault(collector)?.GetValueOrDefault(split);

    /// <summary>Splits of a collector that were read.</summary>
    internal IEnumerable<string> Splits(string collector) => _reads.GetValueOrDefault(collector)?.Keys ?? Enumerable.Empty<string>();

    /// <summary>Where the answers of a request stand, in order.</summary>
    internal IReadOnlyList<long> Find(string component, string key) => _calls.GetValueOrDefault((component, key)) ?? [];

    /// <summary>Where what came for a component behind an entry stands, in order.</summary>
    internal IEnumerable<long> After(string component, long offset) =>
        _calls.Where(call => call.Key.Component == component).SelectMany(call => call.Value).Where(other => other > offset).Order();

    /// <summary>Reads one entry: an answer, or the failure of an attempt.</summary>
    internal (SourceResponse? Response, FaultException? Failure) Read(long offset)
    {
        try
        {
            using var file = OpenFile(_path);
            file.Position = offset;
            using var document = JsonDocument.Parse(LandingFrame.Read(file) ?? throw new InvalidDataException("It has changed."));
            return Entry(document.RootElement);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException or JsonException or KeyNotFoundException)
        {
            throw Unreadable(_path, exception);
        }
    }

    private static T Read<T>(string path, Func<FileStream, T> read)
    {
        try
        {
            using var file = OpenFile(path);
            return read(file);
        }
        catch (Exception exception) when (exception is InvalidDataException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw Foreign(path, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, exception);
        }
    }

    private static FileStream OpenFile(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private static FaultException Foreign(string path, Exception? cause = null) => new(FaultKind.Fatal, $"{path} is no landing of a run, or is damaged.{(cause is null ? "" : $" {cause.Message}")}", cause)
    {
        Code = "landing.foreign",
        Fix = "Remove the file; the runs beside it can be replayed.",
    };

    private static RunInfo HeadOf(FileStream file, string path)
    {
        using var document = JsonDocument.Parse(LandingFrame.Read(file) ?? throw Foreign(path));
        var json = document.RootElement;
        return json.GetProperty("kind").GetString() == "run" && json.GetProperty("version").GetInt32() == 1
            ? new RunInfo(json.GetProperty("run_id").GetString()!, json.GetProperty("pipeline").GetString()!, json.GetProperty("started_at").GetDateTimeOffset())
            {
                Environment = json.GetProperty("environment").GetString()!,
                Limit = json.TryGetProperty("limit", out var limit) ? limit.GetInt64() : null,
            }
            : throw Foreign(path);
    }

    private static (SourceResponse? Response, FaultException? Failure) Entry(JsonElement json)
    {
        if (json.TryGetProperty("fault", out var fault))
        {
            return (null, new FaultException(Enum.TryParse<FaultKind>(fault.GetProperty("kind").GetString(), out var kind) ? kind : FaultKind.Permanent, fault.GetProperty("message").GetString()!)
            {
                Code = fault.GetProperty("code").GetString()!,
                Fix = fault.TryGetProperty("fix", out var fix) ? fix.GetString() : null,
            });
        }

        var headers = json.GetProperty("headers").EnumerateObject().ToDictionary(header => header.Name, header => header.Value.GetString()!, StringComparer.OrdinalIgnoreCase);
        var body = json.TryGetProperty("body", out var text) ? System.Text.Encoding.UTF8.GetBytes(text.GetString()!) : json.GetProperty("body_base64").GetBytesFromBase64();
        return (new SourceResponse(json.GetProperty("status").GetInt32(), headers, body, json.GetProperty("at").GetDateTimeOffset()) { FromCache = true }, null);
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static DateTimeOffset? Time(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetDateTimeOffset() : null;

    private static SplitRead ReadOf(JsonElement json)
    {
        var (highWater, token) = (Time(json, "high_water"), Text(json, "token"));
        return new SplitRead(new Split(json.GetProperty("split").GetString()!), json.GetProperty("as_of").GetDateTimeOffset())
        {
            After = Text(json, "after") is { } after ? new Position(after) : null,
            Bookmark = highWater is null && token is null ? null : new Bookmark { HighWater = highWater, Token = token },
            Since = Time(json, "since"),
            Until = Time(json, "until"),
        };
    }

    private void Index(FileStream file)
    {
        while (file.Position < file.Length)
        {
            var offset = file.Position;
            if (LandingFrame.Read(file) is not { } entry)
            {
                Torn = new Diagnostic("landing.torn", $"The end of {_path} is torn: {file.Length - offset} bytes behind {Count} answers cannot be read. The run may have been killed.")
                {
                    Severity = DiagnosticSeverity.Warning,
                    Fix = "What stands before is used.",
                };
                return;
            }

            using var document = JsonDocument.Parse(entry);
            Take(document.RootElement, offset);
        }
    }

    private void Take(JsonElement json, long offset)
    {
        switch (json.GetProperty("kind").GetString())
        {
            case "response" or "failure":
                var call = (json.GetProperty("component").GetString()!, json.GetProperty("key").GetString()!);
                if (!_calls.TryGetValue(call, out var offsets))
                {
                    _calls[call] = offsets = [];
                }

                offsets.Add(offset);
                _moments.Add(json.GetProperty("at").GetDateTimeOffset());
                Count++;
                break;
            case "read":
                var collector = json.GetProperty("collector").GetString()!;
                if (!_reads.TryGetValue(collector, out var reads))
                {
                    _reads[collector] = reads = new Dictionary<string, SplitRead>(StringComparer.Ordinal);
                }

                var read = ReadOf(json);
                reads.TryAdd(read.Split.Id, read);
                break;
            case "end":
                _outcome = Text(json, "outcome");
                break;
        }
    }
}
