using System.IO.Compression;

namespace JobPilot.Plugins.Files;

/// <summary>
/// Unpacks gzip, and tells a file that ends early from a whole one, which <see cref="GZipStream"/> does not: a member of its own is read behind the file's last, and comes out
/// only where that is whole. Owns the file.
/// </summary>
internal sealed class WholeGzipStream : ForwardStream
{
    private static readonly byte[] End = "\u0000end of file\u0000"u8.ToArray();
    private static readonly byte[] PackedEnd = Pack(End);
    private readonly GZipStream _unpacked;
    private readonly byte[] _held = new byte[64 * 1024];
    private int _start;
    private int _filled;
    private bool _ended;

    /// <summary>Reads a file from its start.</summary>
    /// <param name="file">The packed bytes.</param>
    public WholeGzipStream(Stream file) => _unpacked = new GZipStream(new Joined(file), CompressionMode.Decompress);

    /// <summary>Reads what is unpacked; the last bytes are held back until it is known that they are not the end's own.</summary>
    /// <exception cref="InvalidDataException">The file ends early, is damaged, or has other bytes behind its end.</exception>
    public override int Read(Span<byte> buffer)
    {
        while (!_ended && _filled - _start <= End.Length)
        {
            _held.AsSpan(_start, _filled - _start).CopyTo(_held);
            (_start, _filled) = (0, _filled - _start);
            var read = _unpacked.Read(_held, _filled, _held.Length - _filled);
            _filled += read;
            _ended = read == 0;
        }

        if (_ended && !_held.AsSpan(_start, _filled - _start).EndsWith(End))
        {
            throw new InvalidDataException("It ends early, or has other bytes behind its end.");
        }

        var given = Math.Min(buffer.Length, _filled - _start - End.Length);
        _held.AsSpan(_start, given).CopyTo(buffer);
        _start += given;
        return given;
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _unpacked.Dispose();
        }

        base.Dispose(disposing);
    }

    private static byte[] Pack(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    /// <summary>The file, and behind it the end.</summary>
    private sealed class Joined(Stream file) : ForwardStream
    {
        private readonly MemoryStream _end = new(PackedEnd);

        public override int Read(Span<byte> buffer) => file.Read(buffer) is > 0 and var read ? read : _end.Read(buffer);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                file.Dispose();
                _end.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
