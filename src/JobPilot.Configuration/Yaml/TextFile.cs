using System.Globalization;
using System.Text;

namespace JobPilot.Configuration;

/// <summary>Reads a text file within a limit: UTF-8, or UTF-16 with or without a mark.</summary>
internal static class TextFile
{
    private static readonly UTF8Encoding Utf8 = new(false, true);
    private static readonly UnicodeEncoding Utf16Little = new(false, true, true);
    private static readonly UnicodeEncoding Utf16Big = new(true, true, true);

    /// <summary>Reads at most one byte more than the limit; null and a finding where it cannot be read.</summary>
    public static string? Read(string path, SourceLocation place, string shownPath, FindingList findings, string notFoundCode)
    {
        byte[] bytes;
        try
        {
            bytes = ReadBytes(path, ReadLimits.MaxFileBytes);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            findings.Error(notFoundCode, place, $"There is no file `{shownPath}`.", "Check the path; it is relative to the working directory, in `include` to the including file.");
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            var reason = Directory.Exists(path) ? "it is a folder" : error is UnauthorizedAccessException ? "access is denied" : "it cannot be opened";
            findings.Error(ErrorCodes.FileUnreadable, place, $"`{shownPath}` cannot be read: {reason}.", "Name a readable file.");
            return null;
        }

        if (bytes.Length > ReadLimits.MaxFileBytes)
        {
            findings.Error(ErrorCodes.FileTooLarge, place, $"`{shownPath}` is larger than {ReadLimits.MaxFileBytes / 1024 / 1024} MB.", "Move data out of the pipeline file, or split it by `include`.");
            return null;
        }

        return Decode(bytes, place.File, findings);
    }

    /// <summary>Reads at most one byte more than the limit.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static byte[] ReadBytes(string path, int limit)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var buffer = new byte[limit + 1];
        var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return buffer[..length];
    }

    public static string? Decode(byte[] bytes, string file, FindingList findings)
    {
        var (encoding, skip) = Detect(bytes);
        if (encoding is null)
        {
            findings.Error(ErrorCodes.FileEncoding, new(file, 1, 1), "The file is UTF-32.", "Save it as UTF-8.");
            return null;
        }

        string text;
        try
        {
            text = encoding.GetString(bytes, skip, bytes.Length - skip);
        }
        catch (DecoderFallbackException error)
        {
            var good = Math.Clamp(error.Index, 0, bytes.Length - skip);
            var (line, column) = Place(Encoding.Latin1.GetString(bytes, skip, good));
            findings.Error(ErrorCodes.FileEncoding, new(file, line, column), "The file is neither UTF-8 nor UTF-16.", "Save it as UTF-8.");
            return null;
        }

        var at = FindUnprintable(text);
        if (at >= 0)
        {
            var (line, column) = Place(text[..at]);
            findings.Error(ErrorCodes.FileEncoding, new(file, line, column), string.Create(CultureInfo.InvariantCulture, $"The file holds the control character U+{(int)text[at]:X4}; it is not text."), "Name a YAML file, saved as UTF-8.");
            return null;
        }

        return text;
    }

    /// <summary>A plain loop: a vectorized search would be compiled at every start, which takes longer than the file.</summary>
    private static int FindUnprintable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is < ' ' and not ('\t' or '\n' or '\r') or '\u007F' or '\uFFFE' or '\uFFFF')
            {
                return i;
            }
        }

        return -1;
    }

    private static (Encoding? Encoding, int Skip) Detect(byte[] bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Utf8, 3),
        [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0xFE, 0xFF, ..] or [0, 0, 0, not 0, ..] or [not 0, 0, 0, 0, ..] => (null, 0),
        [0xFF, 0xFE, ..] => (Utf16Little, 2),
        [0xFE, 0xFF, ..] => (Utf16Big, 2),
        [0, not 0, ..] => (Utf16Big, 0),
        [not 0, 0, ..] => (Utf16Little, 0),
        _ => (Utf8, 0),
    };

    private static (int Line, int Column) Place(string before)
    {
        var line = 1 + before.AsSpan().Count('\n');
        return (line, before.Length - before.LastIndexOf('\n'));
    }
}
