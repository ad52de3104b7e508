using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace JobPilot.Plugins.Files;

/// <summary>Reads files of one JSON object a line; each file is a split.</summary>
/// <param name="options">Files and key.</param>
/// <param name="context">Resolves paths.</param>
[Collector("jsonl", typeof(JsonlCollectorOptions), Description = "Reads files of one JSON object a line, also packed by gzip.")]
public sealed class JsonlCollector(JsonlCollectorOptions options, ComponentContext context) : ICollector, ISelfCheck
{
    // Four pages are on their way at a time, and what is read ahead lives through collections.
    private const int PageBytes = 1 << 18;
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];
    private readonly FieldPath? _key = options.Key is { Length: > 0 } key ? FieldPath.Parse(key) : null;

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<Split>> PlanAsync(CancellationToken cancellationToken)
    {
        return new([.. Files().Select(file => new Split(SplitId(file), JsonSerializer.Serialize(file)))]);
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<Diagnostic>> CheckAsync(CancellationToken cancellationToken)
    {
        var findings = new List<Diagnostic>();
        foreach (var file in Files())
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                Open(file).Dispose();
            }
            catch (FaultException fault)
            {
                findings.Add(new Diagnostic(fault.Code, fault.Message) { Fix = fault.Fix });
            }
        }

        return new(findings);
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<Page> ReadAsync(SplitRead read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        var path = JsonSerializer.Deserialize<string>(read.Split.Json)!;
        var position = read.After is { } after ? FilePosition.Parse(after.Value) ?? throw Expired(path, "its position cannot be read") : default;
        await using var stream = Open(path);
        var lines = new LineReader(stream, options.MaxLineBytes, GoTo(stream, path, position));
        var number = position.Line;
        var ended = false;
        while (!ended)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var records = new List<Record>(Math.Min(options.PageSize, 256));
            var bytes = 0;
            while (records.Count < options.PageSize && bytes < PageBytes)
            {
                if (!ReadLine(lines, path, out var line, out var tooLong))
                {
                    ended = true;
                    break;
                }

                number++;
                if (number == 1 && line.Span.StartsWith(ByteOrderMark))
                {
                    line = line[ByteOrderMark.Length..];
                }

                if (IsBlank(line.Span))
                {
                    continue;
                }

                bytes += line.Length;
                records.Add(tooLong
                    ? Record.Malformed(Encoding.UTF8.GetString(line.Span), $"line {number}: longer than {options.MaxLineBytes} bytes")
                    : Parse(line, number));
            }

            if (records.Count > 0)
            {
                yield return new Page(records, new Position(new FilePosition(position.Offset + lines.Offset, number, lines.TailHash()).ToString()));
            }
        }
    }

    private IReadOnlyList<string> Files() => FilePatterns.Find(options.Path.Length > 0 ? [options.Path, .. options.Paths] : options.Paths, context);

    private static bool IsBlank(ReadOnlySpan<byte> line) => line.IndexOfAnyExcept((byte)' ', (byte)'\t', (byte)'\r') < 0;

    private static FaultException Expired(string path, string why) => new(FaultKind.PositionExpired, $"{path} cannot be read on: {why}.")
    {
        Code = "jsonl.changed",
        Fix = "It is read again from its start.",
    };

    private static FaultException Unreadable(string path, Exception exception) =>
        new(exception is InvalidDataException ? FaultKind.Permanent : FaultKind.Unavailable, $"{path} cannot be read{(exception is InvalidDataException ? " to its end: what gzip packed is damaged or cut off, or other bytes stand behind it." : $": {exception.Message}")}", exception)
        {
            Code = "jsonl.unreadable",
            Fix = exception is InvalidDataException ? "Fetch or copy the file again; `gzip -t FILE` tells whether it is whole." : "Check that the file is there, whole and readable.",
        };

    private static Stream Open(string path)
    {
        try
        {
            var file = new FileStream(path, new FileStreamOptions
            {
                Mode = System.IO.FileMode.Open,
                Access = FileAccess.Read,
                Share = FileShare.ReadWrite | FileShare.Delete,
                Options = FileOptions.SequentialScan,
                BufferSize = 0,
            });
            return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new WholeGzipStream(file) : file;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, exception);
        }
    }

    private static bool ReadLine(LineReader lines, string path, out ReadOnlyMemory<byte> line, out bool tooLong)
    {
        try
        {
            return lines.TryRead(out line, out tooLong);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            throw Unreadable(path, exception);
        }
    }

    private Record Parse(ReadOnlyMemory<byte> line, long number)
    {
        try
        {
            var record = Record.FromUtf8(line);
            if (_key is not null)
            {
                record.Key = record.GetString(_key) ?? (record.Has(_key) ? Encoding.UTF8.GetString(record.GetUtf8(_key).Span) : null);
            }

            return record;
        }
        catch (JsonException exception)
        {
            return Record.Malformed(Encoding.UTF8.GetString(line.Span), $"line {number}: {Reason(exception)}");
        }
    }

    /// <summary>The parser's words with the byte in the line; its own line number is always 0 here.</summary>
    private static string Reason(JsonException exception)
    {
        var at = exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var words = (at < 0 ? exception.Message : exception.Message[..at]).TrimEnd('.', ' ');
        return exception.BytePositionInLine is { } place ? $"{words}, at byte {place + 1}" : words;
    }

    /// <returns>The bytes just before the position.</returns>
    private static byte[] GoTo(Stream stream, string path, FilePosition position)
    {
        if (position.Offset == 0)
        {
            return [];
        }

        byte[] before;
        try
        {
            var skip = Math.Max(0, position.Offset - FilePosition.TailBytes);
            if (stream.CanSeek)
            {
                if (stream.Length < position.Offset)
                {
                    throw Expired(path, $"it has {stream.Length} bytes, but {position.Offset} were read before");
                }

                stream.Seek(skip, SeekOrigin.Begin);
            }
            else
            {
                Skip(stream, skip, path);
            }

            before = new byte[position.Offset - skip];
            if (stream.ReadAtLeast(before, before.Length, throwOnEndOfStream: false) < before.Length)
            {
                throw Expired(path, "it became shorter");
            }

        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            throw Unreadable(path, exception);
        }

        return FilePosition.Hash(before) == position.Tail ? before : throw Expired(path, "what was read before has changed");
    }

    private static void Skip(Stream stream, long count, string path)
    {
        var chunk = new byte[65_536];
        while (count > 0)
        {
            var read = stream.Read(chunk, 0, (int)Math.Min(count, chunk.Length));
            if (read == 0)
            {
                throw Expired(path, "it became shorter");
            }

            count -= read;
        }
    }

    private string SplitId(string file)
    {
        var relative = Path.GetRelativePath(context.WorkingDirectory, file).Replace('\\', '/');
        return relative.Length <= 400 ? relative : $"…{relative[^300..]}#{FilePosition.Hash(Encoding.UTF8.GetBytes(relative))}";
    }
}
