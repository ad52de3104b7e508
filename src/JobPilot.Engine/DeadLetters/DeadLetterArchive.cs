using System.Globalization;
using System.Text;
using System.Text.Json;

namespace JobPilot.Engine.DeadLetters;

/// <summary>
/// The dead-letter file as an operator sees it: the letters that are open. The file is a log: a later line with the same id takes the place of an
/// earlier one, and a line <c>replayed_by</c> takes the letter out. What cannot be read is reported by its line, and the rest is used.
/// </summary>
public sealed class DeadLetterArchive
{
    private const int MostFindings = 20;
    private const int MostBeforeName = 400;

    /// <summary>Texts that are looked for among those of later letters; reasons may all differ.</summary>
    private const int MostTexts = 10_000;
    private readonly string _path;
    private readonly DeadLetterOwner? _owner;
    private readonly byte[] _ownName;
    private readonly long _length;
    private readonly long _end;
    private readonly Dictionary<string, DeadLetterEntry> _entries = new(StringComparer.Ordinal);
    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
    private readonly List<Diagnostic> _findings = [];
    private int _unreadable;

    private DeadLetterArchive(string path, DeadLetterOwner? owner, long length, long end)
    {
        _path = path;
        _owner = owner;
        _ownName = owner is null ? [] : Encoding.UTF8.GetBytes($"\"pipeline\":\"{owner.Pipeline}\"");
        _length = length;
        _end = end;
    }

    /// <summary>Open letters, by id: in the order in which they were first rejected.</summary>
    public IReadOnlyList<DeadLetterEntry> Entries { get; private set; } = [];

    /// <summary>What could not be read, each with its line.</summary>
    public IReadOnlyList<Diagnostic> Findings => _findings;

    /// <summary>Reads the file; one that is not there is empty.</summary>
    /// <param name="path">Absolute path.</param>
    /// <param name="mark">What the home knows of the file: what its owner wrote behind was never committed. Null reads all.</param>
    /// <param name="owner">Whose letters the mark counts: of other pipelines none is shown, and all are kept. Null for those of all.</param>
    /// <exception cref="FaultException">The file cannot be read.</exception>
    public static DeadLetterArchive Open(string path, string? mark, DeadLetterOwner? owner = null)
    {
        try
        {
            using var stream = OpenFile(path);
            var length = stream?.Length ?? 0;
            var committed = long.TryParse(mark, NumberStyles.None, CultureInfo.InvariantCulture, out var known) ? known : long.MaxValue;
            var archive = new DeadLetterArchive(path, owner, length, stream is null || committed >= length || !DeadLetterLines.EndsAt(stream, committed) ? length : committed);
            if (stream is not null)
            {
                archive.Read(stream);
            }

            return archive;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unavailable(path, exception);
        }
    }

    /// <summary>Reads a letter's payload: the record as it was collected.</summary>
    /// <param name="entry">A letter of this archive.</param>
    /// <exception cref="FaultException">The file cannot be read, or has changed since.</exception>
    public JsonElement ReadPayload(DeadLetterEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return ReadPayloads([entry]).First().Payload ?? throw Unavailable(_path, new IOException("It has changed since it was read."));
    }

    /// <summary>Reads the payloads of letters, one at a time while they are taken. A file that takes this one's place meanwhile does not matter.</summary>
    /// <param name="entries">Letters of this archive.</param>
    /// <returns>Each letter in turn; without its payload where the file no longer holds it: a run that starts cuts off what was never committed.</returns>
    /// <exception cref="FaultException">The file cannot be read.</exception>
    public IEnumerable<(DeadLetterEntry Entry, JsonElement? Payload)> ReadPayloads(IEnumerable<DeadLetterEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        FileStream? stream = null;
        try
        {
            foreach (var entry in entries)
            {
                stream ??= OpenToRead();
                yield return (entry, TryReadPayload(stream, entry));
            }
        }
        finally
        {
            stream?.Dispose();
        }
    }

    /// <summary>
    /// Writes the file anew without some letters, and without what is replayed or replaced; lines that cannot be read stay. The old file is whole until the new
    /// one has taken its place. Whoever calls it holds the pipeline's lock, and then tells the home the new mark.
    /// </summary>
    /// <param name="removed">Ids of letters to remove.</param>
    /// <param name="unreadableToo">Whether lines that cannot be read go too.</param>
    /// <returns>The new mark: the length of the file.</returns>
    /// <exception cref="FaultException">The file cannot be written; it is as it was.</exception>
    public string Rewrite(IReadOnlySet<string> removed, bool unreadableToo)
    {
        ArgumentNullException.ThrowIfNull(removed);
        try
        {
            using var source = OpenFile(_path);
            return source is null
                ? "0"
                : DeadLetterLines.Replace(_path, target => DeadLetterLines.Write(target, Lines(source).Where(IsKept))).ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unavailable(_path, exception);
        }

        bool IsKept(DeadLetterLine line) => IsOfOtherPipeline(line) || Parse(line) switch
        {
            { Entry: { } entry } => _entries.TryGetValue(entry.Id, out var open) && open.Offset == line.Offset && !removed.Contains(entry.Id),
            { ReplayedId: not null } => false,
            _ => !unreadableToo && !line.Bytes.IsEmpty,
        };
    }

    /// <summary>Open letters by id, each a record of its whole line.</summary>
    internal IReadOnlyList<Record> Find(IReadOnlyCollection<string> ids)
    {
        using var stream = OpenFile(_path);
        return stream is null ? [] : [.. ids.Select(id => _entries.GetValueOrDefault(id)).OfType<DeadLetterEntry>().Select(entry => Record.FromUtf8(ReadLine(stream, entry), entry.Id))];
    }

    internal static FileStream? OpenFile(string path) => File.Exists(path)
        ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)
        : null;

    internal static JsonElement ReadPayload(FileStream stream, DeadLetterEntry entry)
    {
        using var document = JsonDocument.Parse(ReadLine(stream, entry));
        return document.RootElement.GetProperty("payload").Clone();
    }

    private static byte[] ReadLine(FileStream stream, DeadLetterEntry entry)
    {
        var line = new byte[entry.Length];
        stream.Seek(entry.Offset, SeekOrigin.Begin);
        stream.ReadExactly(line);
        return line;
    }

    /// <summary>A payload; null where the file has been cut back, and perhaps written on, since it was read.</summary>
    private JsonElement? TryReadPayload(FileStream stream, DeadLetterEntry entry)
    {
        try
        {
            return ReadPayload(stream, entry);
        }
        catch (Exception exception) when (exception is EndOfStreamException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
        catch (IOException exception)
        {
            throw Unavailable(_path, exception);
        }
    }

    private FileStream OpenToRead()
    {
        try
        {
            return OpenFile(_path) ?? throw new FileNotFoundException("It is not there any more.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unavailable(_path, exception);
        }
    }

    internal FileStream? OpenFile() => OpenFile(_path);

    internal static FaultException Unavailable(string path, Exception exception) =>
        new(FaultKind.Fatal, $"The dead-letter file {path} cannot be used: {exception.Message}", exception)
        {
            Code = "engine.dead_letters_unavailable",
            Fix = "Check the path, its rights and the disk, or set settings.dead_letters to another path.",
        };

    /// <summary>The same text once: what letters say of their run, component, split and reason repeats, and a file may hold a million of them.</summary>
    private string Shared(string? text)
    {
        if (_texts.TryGetValue(text ??= "", out var known))
        {
            return known;
        }

        if (_texts.Count < MostTexts)
        {
            _texts.Add(text);
        }

        return text;
    }

    private (DeadLetterEntry? Entry, string? ReplayedId, string? Problem) Parse(DeadLetterLine line)
    {
        if (line.Bytes.IsEmpty)
        {
            return (null, null, $"It is longer than {DeadLetterLines.MostBytes / 1024 / 1024} MB.");
        }

        try
        {
            using var document = JsonDocument.Parse(line.Bytes);
            var json = document.RootElement;
            var id = json.GetProperty("id").GetString() is { Length: > 0 and <= 1000 } text ? text : throw new FormatException("Its id is empty.");
            if (json.TryGetProperty(DeadLetter.ReplayedBy, out _))
            {
                return (null, id, null);
            }

            json.GetProperty("payload");
            return (new DeadLetterEntry
            {
                Id = id,
                RunId = Shared(json.GetProperty("run_id").GetString()),
                Component = Shared(json.GetProperty("component").GetString()),
                Reason = Shared(json.GetProperty("reason").GetString()),
                Attempts = json.GetProperty("attempts").GetInt32(),
                At = json.GetProperty("at").GetDateTimeOffset().ToUniversalTime(),
                Collector = Shared(json.GetProperty("collector").GetString()),
                Split = Shared(json.GetProperty("split").GetString()),
                Key = json.TryGetProperty("key", out var key) ? key.GetString() : null,
                RetrievedAt = json.GetProperty("retrieved_at").GetDateTimeOffset().ToUniversalTime(),
                Demo = json.GetProperty("demo").GetBoolean(),
                Offset = line.Offset,
                Length = line.Length,
            }, null, null);
        }
        catch (JsonException)
        {
            return (null, null, "It is not one JSON object; it may have been cut off.");
        }
        catch (KeyNotFoundException)
        {
            return (null, null, "It lacks a field that every dead letter has.");
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException)
        {
            return (null, null, $"It is no dead letter: {exception.Message}");
        }
    }

    /// <summary>What is committed: all up to the mark, and behind it what others wrote.</summary>
    private IEnumerable<DeadLetterLine> Lines(FileStream stream) =>
        DeadLetterLines.Read(stream, _length).Where(line => line.Offset < _end || _owner?.IsOthers(line.Bytes) == true);

    /// <summary>The name stands near the beginning of the lines that a run wrote: most need not be read as JSON for it.</summary>
    private bool IsOfOtherPipeline(DeadLetterLine line) =>
        _owner is not null && line.Bytes.Span[..Math.Min(line.Bytes.Length, MostBeforeName)].IndexOf(_ownName) < 0 && (_owner with { HomeId = "" }).IsOthers(line.Bytes);

    private void Read(FileStream stream)
    {
        foreach (var line in Lines(stream))
        {
            if (IsOfOtherPipeline(line))
            {
                continue;
            }

            var (entry, replayed, problem) = Parse(line);
            if (entry is not null)
            {
                _entries[entry.Id] = entry;
            }
            else if (replayed is not null)
            {
                _entries.Remove(replayed);
            }
            else
            {
                Report(line, problem!);
            }
        }

        if (_unreadable > MostFindings)
        {
            _findings.Add(Finding(0, $"{_unreadable - MostFindings} more lines cannot be read."));
        }

        Entries = [.. _entries.Values.OrderBy(entry => entry.Id, StringComparer.Ordinal)];
    }

    private void Report(DeadLetterLine line, string problem)
    {
        if (++_unreadable <= MostFindings)
        {
            _findings.Add(Finding((int)Math.Min(line.Number, int.MaxValue), $"Line {line.Number} cannot be read. {problem}"));
        }
    }

    private Diagnostic Finding(int line, string message) => new("engine.dead_letter_unreadable", message)
    {
        Severity = DiagnosticSeverity.Warning,
        File = _path,
        Line = line,
        Column = 1,
        Fix = "The other lines are used. Mend the line by hand, or remove it by `jobpilot-host dead-letters purge PIPELINE --all`.",
    };
}
