namespace JobPilot.Plugins.Files;

/// <summary>
/// Cuts a stream into lines without a copy or a string a line: lines are slices of blocks, and a block is never written again once lines of it were
/// handed out. Blocks stay below the size from which the collector of garbage treats them as large. Used by one thread.
/// </summary>
/// <param name="stream">Where to read, from where it stands.</param>
/// <param name="maxLineBytes">Longest line.</param>
/// <param name="tail">What stands before, at least the last <see cref="FilePosition.TailBytes"/> bytes of it.</param>
internal sealed class LineReader(Stream stream, int maxLineBytes, byte[] tail)
{
    private const int BlockBytes = 80_000;
    private const int KeptOfLongLine = 65_536;
    private byte[] _before = tail;
    private byte[] _block = [];
    private int _start;
    private int _end;
    private bool _streamEnded;

    /// <summary>Bytes taken so far, line ends included.</summary>
    public long Offset { get; private set; }

    /// <summary>Hash of the bytes before <see cref="Offset"/>.</summary>
    public string TailHash() => FilePosition.Hash(Last(_block.AsSpan(0, _start)));

    /// <summary>Reads one line.</summary>
    /// <param name="line">The line without its end; of a line that is too long its first 64 KB.</param>
    /// <param name="tooLong">Whether it is longer than allowed.</param>
    /// <returns>False at the end.</returns>
    public bool TryRead(out ReadOnlyMemory<byte> line, out bool tooLong)
    {
        tooLong = false;
        var scanned = 0;
        while (true)
        {
            var at = _block.AsSpan(_start + scanned, _end - _start - scanned).IndexOf((byte)'\n');
            if (at >= 0)
            {
                var length = scanned + at;
                line = Trim(_start, length);
                tooLong = length > maxLineBytes;
                Take(length + 1);
                return true;
            }

            scanned = _end - _start;
            if (scanned > maxLineBytes)
            {
                line = _block.AsMemory(_start, Math.Min(KeptOfLongLine, scanned));
                tooLong = true;
                SkipLine();
                return true;
            }

            if (!Fill())
            {
                line = Trim(_start, scanned);
                Take(scanned);
                return scanned > 0;
            }
        }
    }

    private ReadOnlyMemory<byte> Trim(int start, int length) =>
        _block.AsMemory(start, length > 0 && _block[start + length - 1] == (byte)'\r' ? length - 1 : length);

    private void Take(int length)
    {
        _start += length;
        Offset += length;
    }

    /// <summary>Reads more behind what is there; into a new block where this one is full, since lines of it may be in use.</summary>
    private bool Fill()
    {
        if (_streamEnded)
        {
            return false;
        }

        var rest = _end - _start;
        if (_end == _block.Length)
        {
            var block = GC.AllocateUninitializedArray<byte>(rest > BlockBytes / 2 ? Math.Max(rest * 2, BlockBytes) : BlockBytes);
            _block.AsSpan(_start, rest).CopyTo(block);
            _before = Last(_block.AsSpan(0, _start));
            _block = block;
            _start = 0;
            _end = rest;
        }

        var read = stream.Read(_block, _end, _block.Length - _end);
        _end += read;
        _streamEnded = read == 0;
        return read > 0;
    }

    private void SkipLine()
    {
        var skipped = _end - _start;
        Offset += skipped;
        _before = Last(_block.AsSpan(0, _end));
        var chunk = new byte[BlockBytes];
        while (true)
        {
            var read = stream.Read(chunk);
            var at = chunk.AsSpan(0, read).IndexOf((byte)'\n');
            if (read == 0 || at >= 0)
            {
                // The block of the line is kept by its first part alone; what follows starts a block of its own.
                _block = chunk;
                _start = read == 0 ? 0 : at + 1;
                _end = read;
                _streamEnded = read == 0;
                Offset += _start;
                return;
            }

            Offset += read;
            _before = Last(chunk.AsSpan(0, read));
        }
    }

    private byte[] Last(ReadOnlySpan<byte> behind) => behind.Length >= FilePosition.TailBytes
        ? behind[^FilePosition.TailBytes..].ToArray()
        : [.. _before.AsSpan(Math.Max(0, _before.Length + behind.Length - FilePosition.TailBytes)), .. behind];
}
