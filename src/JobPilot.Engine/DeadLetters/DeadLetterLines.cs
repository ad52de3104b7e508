namespace JobPilot.Engine.DeadLetters;

/// <summary>Reads a file line by line with the place of each line. Memory is bounded by the longest line that is taken.</summary>
internal static class DeadLetterLines
{
    /// <summary>Longest line that is taken; a payload has at most a page's 4 MB.</summary>
    public const int MostBytes = 16 * 1024 * 1024;

    /// <summary>Lines that are not empty. One that is too long comes without its bytes.</summary>
    /// <param name="stream">The file, at its start.</param>
    /// <param name="end">Bytes to read.</param>
    public static IEnumerable<DeadLetterLine> Read(Stream stream, long end)
    {
        var buffer = new byte[64 * 1024];
        var (filled, start, offset, number) = (0, 0, 0L, 0L);
        while (true)
        {
            var newline = Array.IndexOf(buffer, (byte)'\n', start, filled - start);
            if (newline >= 0)
            {
                number++;
                if (newline > start)
                {
                    yield return new DeadLetterLine(number, offset, newline - start, buffer.AsMemory(start, newline - start));
                }

                offset += newline - start + 1;
                start = newline + 1;
                continue;
            }

            if (start > 0)
            {
                buffer.AsSpan(start, filled - start).CopyTo(buffer);
                (filled, start) = (filled - start, 0);
            }

            if (filled > MostBytes)
            {
                number++;
                yield return new DeadLetterLine(number, offset, filled, default);
                offset += filled + Skip(stream, end);
                filled = 0;
                continue;
            }

            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }

            var read = stream.Read(buffer, filled, (int)Math.Min(buffer.Length - filled, Math.Max(0, end - stream.Position)));
            if (read == 0)
            {
                break;
            }

            filled += read;
        }

        if (filled > 0)
        {
            yield return new DeadLetterLine(number + 1, offset, filled, buffer.AsMemory(0, filled));
        }
    }

    /// <summary>Puts a new file in the place of a file: the old one is whole until the new one is.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the new one.</param>
    /// <returns>The length of the new one.</returns>
    public static long Replace(string path, Action<Stream> write)
    {
        var temporary = $"{path}.new";
        try
        {
            long length;
            using (var target = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                write(target);
                target.Flush(flushToDisk: true);
                length = target.Length;
            }

            File.Move(temporary, path, overwrite: true);
            return length;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Writes lines that were read, each with its end.</summary>
    public static void Write(Stream target, IEnumerable<DeadLetterLine> lines)
    {
        foreach (var line in lines)
        {
            target.Write(line.Bytes.Span);
            target.WriteByte((byte)'\n');
        }
    }

    /// <summary>Whether a line ends right before a place: else the file was changed by hand since the place was noted.</summary>
    public static bool EndsAt(Stream stream, long place)
    {
        if (place == 0)
        {
            return true;
        }

        stream.Seek(place - 1, SeekOrigin.Begin);
        var last = stream.ReadByte();
        stream.Seek(0, SeekOrigin.Begin);
        return last == '\n';
    }

    /// <summary>Goes behind the end of the line; returns how many bytes that were.</summary>
    private static long Skip(Stream stream, long end)
    {
        for (var skipped = 0L; ; skipped++)
        {
            var next = stream.Position < end ? stream.ReadByte() : -1;
            if (next is -1 or '\n')
            {
                return next == -1 ? skipped : skipped + 1;
            }
        }
    }
}

/// <summary>One line.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Offset">Where it begins.</param>
/// <param name="Length">Its bytes, without the end of the line.</param>
/// <param name="Bytes">The bytes, valid until the next line is read; empty where it is too long.</param>
internal readonly record struct DeadLetterLine(long Number, long Offset, int Length, ReadOnlyMemory<byte> Bytes);
