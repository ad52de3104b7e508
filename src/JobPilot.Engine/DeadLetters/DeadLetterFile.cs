using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace JobPilot.Engine.DeadLetters;

/// <summary>
/// The default dead-letter store: a JSON Lines file that every run appends to. It is made when the first record is rejected. A cut-back
/// removes only what an interrupted run wrote after its last commit.
/// </summary>
/// <param name="path">Absolute path.</param>
public sealed class DeadLetterFile(string path) : ISink, IAsyncDisposable
{
    private static readonly byte[] NewLine = "\n"u8.ToArray();
    private FileStream? _stream;

    /// <summary>Whose letters the mark counts; null for those of all.</summary>
    internal DeadLetterOwner? Owner { get; set; }

    /// <inheritdoc />
    public SinkOperations Operations => SinkOperations.Append;

    /// <inheritdoc />
    public string Location => path;

    /// <inheritdoc />
    public async ValueTask OpenAsync(SinkOpen open, CancellationToken cancellationToken)
    {
        if (open.Mark is null || !long.TryParse(open.Mark, NumberStyles.None, CultureInfo.InvariantCulture, out var length) || !File.Exists(path))
        {
            return;
        }

        // A shorter file was purged by its owner, and nothing is missing. A longer one holds what was never committed; where the
        // last run ended in order there is nothing behind the mark. Where no line ends at the mark, somebody mended a line by hand.
        await DisposeAsync().ConfigureAwait(false);
        using (var stream = Open())
        {
            if (stream.Length <= length || !DeadLetterLines.EndsAt(stream, length))
            {
                return;
            }

            if (!OthersBehind(stream, length).Any())
            {
                stream.SetLength(length);
                stream.Flush(flushToDisk: true);
                return;
            }
        }

        KeepOthers(length);
    }

    /// <summary>Takes out what this owner wrote behind the mark; letters of other pipelines and homes stay, and no kill finds the file without them.</summary>
    private void KeepOthers(long length)
    {
        try
        {
            using var source = DeadLetterArchive.OpenFile(path)!;
            DeadLetterLines.Replace(path, target =>
            {
                using (var committed = DeadLetterArchive.OpenFile(path)!)
                {
                    committed.CopyTo(target);
                    target.SetLength(length);
                    target.Seek(length, SeekOrigin.Begin);
                }

                DeadLetterLines.Write(target, OthersBehind(source, length));
            });
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw DeadLetterArchive.Unavailable(path, exception);
        }
    }

    private IEnumerable<DeadLetterLine> OthersBehind(Stream stream, long length)
    {
        if (Owner is not { } owner)
        {
            return [];
        }

        stream.Seek(length, SeekOrigin.Begin);
        return DeadLetterLines.Read(stream, stream.Length).Where(line => owner.IsOthers(line.Bytes));
    }

    /// <inheritdoc />
    public async ValueTask<WriteResult> WriteAsync(IReadOnlyList<Record> records, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, RecordJson.WriterOptions))
        {
            foreach (var record in records)
            {
                record.WriteTo(writer);
                writer.Flush();
                writer.Reset();
                buffer.Write(NewLine);
            }
        }

        _stream ??= Open();
        var before = _stream.Seek(0, SeekOrigin.End);
        try
        {
            await _stream.WriteAsync(buffer.WrittenMemory, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or ArgumentOutOfRangeException)
        {
            // A full disk, or a file that may not grow any larger (EFBIG, for which .NET speaks of an argument). Half a line must not stay: it is written whole when it is tried again, by this run or the next.
            _stream.SetLength(before);
            throw Unwritable(exception);
        }

        return new WriteResult { Counts = new RowCounts { Inserted = records.Count } };
    }

    /// <inheritdoc />
    public ValueTask<string?> FlushAsync(CancellationToken cancellationToken)
    {
        try
        {
            _stream?.Flush(flushToDisk: true);
        }
        catch (IOException exception)
        {
            throw Unwritable(exception);
        }

        var length = _stream?.Length ?? (File.Exists(path) ? new FileInfo(path).Length : 0);
        return new(length.ToString(CultureInfo.InvariantCulture));
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_stream is not null)
        {
            await _stream.DisposeAsync().ConfigureAwait(false);
            _stream = null;
        }
    }

    private FaultException Unwritable(Exception exception) =>
        new(FaultKind.Transient, $"The dead-letter file {path} cannot be written: {exception.Message}", exception)
        {
            Code = "engine.dead_letters_write",
            Fix = "Free some space, or set settings.dead_letters to a path on another disk.",
        };

    /// <summary>A line that somebody cut off must not swallow the next one.</summary>
    private static void EndLastLine(FileStream stream)
    {
        if (stream.Length > 0)
        {
            stream.Seek(-1, SeekOrigin.End);
            if (stream.ReadByte() != '\n')
            {
                stream.WriteByte((byte)'\n');
            }
        }
    }

    private FileStream Open()
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
            EndLastLine(stream);
            return stream;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FaultException(FaultKind.Fatal, $"The dead-letter file {path} cannot be opened: {exception.Message}", exception)
            {
                Code = "engine.dead_letters_unavailable",
                Fix = "Make the folder writable, or set settings.dead_letters to another path.",
            };
        }
    }
}
