using System.Globalization;

namespace JobPilot.Plugins.Files;

/// <summary>
/// A file that is written at its end, made durable by <see cref="Flush"/> and cut back to a length that was durable. Written to its own path: what
/// a new run replaces is cut only when it has something to write, so a run that collects nothing leaves the old file whole. Used by one thread.
/// </summary>
internal sealed class MarkedFile(string path) : IDisposable
{
    private FileStream? _stream;
    private bool _cutAtFirstWrite;
    private long _lengthAtOpening;

    public string Path { get; } = path;

    /// <summary>Whether nothing stands before what is written next.</summary>
    public bool AtStart => _cutAtFirstWrite || _stream is null || _stream.Length == 0;

    /// <summary>Opens the file, or goes back to the mark of the open one.</summary>
    /// <exception cref="FaultException">It cannot be opened, or is shorter than the mark.</exception>
    public void Open(SinkOpen open, WriteMode mode)
    {
        if (_stream is null)
        {
            _stream = OpenStream();
            _lengthAtOpening = _stream.Length;
        }

        if (!open.NewRun)
        {
            // Without a mark nothing was ever committed: what an interrupted attempt left goes.
            CutBack(open.Mark is { } mark ? ParseMark(mark) : mode == WriteMode.New ? 0 : _lengthAtOpening);
        }
        else if (mode == WriteMode.New)
        {
            _cutAtFirstWrite = _stream.Length > 0;
        }
        else
        {
            // What lies behind the last commit was never counted and comes again. A file that was put away since is begun anew.
            var kept = Math.Min(open.Mark is { } last ? ParseMark(last) : _lengthAtOpening, _stream.Length);
            CutBack(kept);
            EndLastLine(_stream);
        }
    }

    /// <summary>Writes at the end; after a failure nothing of it is left.</summary>
    /// <exception cref="FaultException">The disk is full, or the file cannot be written.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        var stream = _stream ?? throw new InvalidOperationException("The file is not open.");
        try
        {
            if (_cutAtFirstWrite)
            {
                stream.SetLength(0);
                stream.Seek(0, SeekOrigin.Begin);
                _cutAtFirstWrite = false;
            }

            var before = stream.Position;
            try
            {
                stream.Write(bytes);
            }
            catch (Exception exception) when (IsRefused(exception))
            {
                stream.SetLength(before);
                stream.Seek(before, SeekOrigin.Begin);
                throw;
            }
        }
        catch (Exception exception) when (IsRefused(exception))
        {
            throw Fault(FaultKind.Transient, "files.write", $"{Path} cannot be written: {exception.Message}", "Free some space, or check the disk.", exception);
        }
    }

    /// <summary>Makes everything durable.</summary>
    /// <returns>The mark: the length.</returns>
    public string Flush()
    {
        var stream = _stream ?? throw new InvalidOperationException("The file is not open.");
        try
        {
            stream.Flush(flushToDisk: true);
        }
        catch (IOException exception)
        {
            throw Fault(FaultKind.Transient, "files.write", $"{Path} cannot be made durable: {exception.Message}", "Free some space, or check the disk.", exception);
        }

        return (_cutAtFirstWrite ? 0 : stream.Length).ToString(CultureInfo.InvariantCulture);
    }

    public void Dispose() => _stream?.Dispose();

    /// <summary>What stands in another file behind the length that was committed there; null where it cannot be told.</summary>
    public static LeftBehind? FindLeftBehind(string path, string mark)
    {
        // At length 0 the file may still hold what the interrupted run would have replaced with its first line: another run's, and whole.
        if (!long.TryParse(mark, NumberStyles.None, CultureInfo.InvariantCulture, out var committed) || committed == 0)
        {
            return null;
        }

        if (!File.Exists(path))
        {
            return LeftBehind.Nothing;
        }

        using var stream = new FileStream(path, System.IO.FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var more = stream.Length - committed;
        if (more <= 0)
        {
            return LeftBehind.Nothing;
        }

        stream.Seek(committed - 1, SeekOrigin.Begin);
        return stream.ReadByte() != '\n' // It was changed since: there is nothing to be said of it.
            ? null
            : new LeftBehind(
                string.Create(CultureInfo.InvariantCulture, $"{more} bytes behind byte {committed}"),
                string.Create(CultureInfo.InvariantCulture, $"cut {path} to its first {committed} bytes (`truncate -s {committed} FILE`)."));
    }

    /// <summary>Findings of <c>doctor</c>; nothing is written.</summary>
    public static IEnumerable<Diagnostic> Check(string path)
    {
        if (Directory.Exists(path))
        {
            yield return new Diagnostic("files.is_folder", $"{path} is a folder.") { Fix = "Name a file in it." };
            yield break;
        }

        var folder = System.IO.Path.GetDirectoryName(path)!;
        while (!Directory.Exists(folder) && System.IO.Path.GetDirectoryName(folder) is { } parent)
        {
            if (File.Exists(folder))
            {
                yield return new Diagnostic("files.no_folder", $"{folder} is a file, so nothing can be written below it.") { Fix = "Choose another path." };
                yield break;
            }

            folder = parent;
        }

        if (File.Exists(path) && File.GetAttributes(path).HasFlag(FileAttributes.ReadOnly))
        {
            yield return new Diagnostic("files.read_only", $"{path} is read-only.") { Fix = "Allow writing, or choose another path." };
        }
    }

    /// <summary>A line that a crash left unended must not swallow the first line of the next run.</summary>
    private static void EndLastLine(FileStream stream)
    {
        if (stream.Length == 0)
        {
            return;
        }

        stream.Seek(-1, SeekOrigin.End);
        if (stream.ReadByte() != '\n')
        {
            stream.WriteByte((byte)'\n');
        }
    }

    /// <summary>An error of the disk; where a file may not grow any larger (EFBIG), .NET speaks of an argument.</summary>
    private static bool IsRefused(Exception exception) => exception is IOException or ArgumentOutOfRangeException;

    private static FaultException Fault(FaultKind kind, string code, string message, string fix, Exception? cause = null) =>
        new(kind, message, cause) { Code = code, Fix = fix };

    private FileStream OpenStream()
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            return new FileStream(Path, new FileStreamOptions
            {
                Mode = System.IO.FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.Read,
                BufferSize = 0,
            });
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Fault(FaultKind.Fatal, "files.open", $"{Path} cannot be opened for writing: {exception.Message}", "Check the path, its rights, and that nothing else writes it.", exception);
        }
    }

    private long ParseMark(string mark) => long.TryParse(mark, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
        ? length
        : throw Fault(FaultKind.Fatal, "files.mark", $"The mark of {Path} is '{mark}', which is no length.", "Start a new run.");

    private void CutBack(long length)
    {
        var stream = _stream!;
        _cutAtFirstWrite = false;
        if (stream.Length < length)
        {
            throw Fault(
                FaultKind.Fatal,
                "files.shortened",
                $"{Path} has {stream.Length} bytes, but {length} were committed: it was shortened or replaced since.",
                "Put the file back, or start a new run.");
        }

        try
        {
            stream.SetLength(length);
            stream.Seek(length, SeekOrigin.Begin);
        }
        catch (IOException exception)
        {
            throw Fault(FaultKind.Transient, "files.write", $"{Path} cannot be cut back: {exception.Message}", "Check the disk.", exception);
        }
    }
}
