using System.Text;
using System.Text.Unicode;
using JobPilot.Plugins.Jobs.Rules;

namespace JobPilot.Plugins.Jobs.ExtractSkills;

/// <summary>Reads the user's file of terms: one name of a skill a line. Collects the first findings.</summary>
internal static class TermFile
{
    /// <summary>The file is not there, or cannot be read.</summary>
    public const string Unreadable = "extract_skills.terms_unreadable";

    /// <summary>A line is no UTF-8 text.</summary>
    public const string NotText = "extract_skills.terms_not_text";

    /// <summary>The file has more, or longer, lines than are read.</summary>
    public const string TooMany = "extract_skills.terms_too_many";

    private const int MostTerms = 100_000;
    private const int LongestTerm = 200;
    private const int MostFindings = 20;

    /// <summary>A line of so many bytes is too long, whatever stands in it.</summary>
    private const int LongestLine = 64 * 1024;

    /// <summary>Reads the names for a component.</summary>
    /// <param name="path">Path as the author of the pipeline wrote it.</param>
    /// <param name="resolvePath">Makes it absolute.</param>
    /// <returns>The names, in order.</returns>
    /// <exception cref="FaultException">The file cannot be read, or is wrong.</exception>
    public static IReadOnlyList<string> Read(string path, Func<string, string> resolvePath)
    {
        var names = Read(path, resolvePath, out var findings);
        return findings is [var first, ..]
            ? throw FileFault.Of(first)
            : names;
    }

    /// <summary>Reads the names, and says what is wrong.</summary>
    /// <param name="path">Path as the author of the pipeline wrote it.</param>
    /// <param name="resolvePath">Makes it absolute.</param>
    /// <param name="findings">What is wrong; empty where nothing is.</param>
    public static IReadOnlyList<string> Read(string path, Func<string, string> resolvePath, out IReadOnlyList<Diagnostic> findings)
    {
        var reading = new Reading(path);
        try
        {
            using var stream = File.OpenRead(resolvePath(path));
            reading.Read(stream);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            var reason = error switch
            {
                FileNotFoundException or DirectoryNotFoundException => "there is no such file",
                UnauthorizedAccessException => "it is a folder, or access is denied",
                _ => error.Message.TrimEnd('.'),
            };
            reading.Findings.Add(new Diagnostic(Unreadable, $"The file of terms `{path}` cannot be read: {reason}.")
            {
                Pointer = "/terms",
                Fix = "Correct `terms` (a relative path starts at the working directory), or remove it.",
            });
        }

        findings = reading.Findings;
        return reading.Names;
    }

    /// <summary>One reading of a file, line by line.</summary>
    private sealed class Reading(string path)
    {
        private readonly byte[] _buffer = new byte[LongestLine];
        private int _line;
        private bool _isFull;

        public List<string> Names { get; } = [];

        public List<Diagnostic> Findings { get; } = [];

        public void Read(Stream stream)
        {
            var kept = 0;
            var isAfterReturn = false;
            while (!_isFull)
            {
                var read = stream.Read(_buffer, kept, _buffer.Length - kept);
                var rest = _buffer.AsSpan(0, kept + read);
                while (!_isFull && rest.IndexOfAny((byte)'\r', (byte)'\n') is >= 0 and var end)
                {
                    // The second half of a line end of two characters ends no line.
                    if (!(end == 0 && isAfterReturn && rest[0] == '\n'))
                    {
                        Line(rest[..end]);
                    }

                    isAfterReturn = rest[end] == '\r';
                    rest = rest[(end + 1)..];
                }

                isAfterReturn &= rest.IsEmpty;
                if (read == 0 || rest.Length == _buffer.Length)
                {
                    // What is longer than the buffer is no name, and may never end.
                    if (!_isFull && rest.Length > 0)
                    {
                        Line(rest);
                    }

                    return;
                }

                rest.CopyTo(_buffer);
                kept = rest.Length;
            }
        }

        private void Line(ReadOnlySpan<byte> line)
        {
            _line++;
            line = _line == 1 && line.StartsWith(Encoding.UTF8.Preamble) ? line[Encoding.UTF8.Preamble.Length..] : line;
            if (line.Contains((byte)0) || (line.Length < LongestLine && !Utf8.IsValid(line)))
            {
                Report(NotText, "the line is no UTF-8 text", "Save the file as UTF-8.");
                return;
            }

            var name = Encoding.UTF8.GetString(line).Trim();
            if (line.Length == LongestLine || name.Length > LongestTerm)
            {
                Report(TooMany, $"the line is longer than {LongestTerm} letters", "Shorten it: one name of a skill a line.");
            }
            else if (name.Length > 0 && Names.Count == MostTerms)
            {
                Report(TooMany, $"the file has more than {MostTerms} names", "Shorten it, or name another file in `terms`.");
                _isFull = true;
            }
            else if (name.Length > 0)
            {
                Names.Add(name);
            }
        }

        private void Report(string code, string message, string fix)
        {
            Findings.Add(new Diagnostic(code, $"{Path.GetFileName(path)}: {message}.") { File = path, Line = _line, Column = 1, Fix = fix });
            _isFull |= Findings.Count == MostFindings;
        }
    }
}
