namespace JobPilot.Plugins.Jobs.ExtractSkills;

/// <summary>Reads the user's file of terms: one name of a skill a line.</summary>
internal static class TermFile
{
    /// <summary>The file is not there, or cannot be read.</summary>
    public const string Unreadable = "extract_skills.terms_unreadable";

    /// <summary>The file has more, or longer, lines than are read.</summary>
    public const string TooMany = "extract_skills.terms_too_many";

    private const int MostTerms = 100_000;
    private const int LongestTerm = 200;

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its absolute path.</param>
    /// <returns>The names, in order.</returns>
    /// <exception cref="FaultException">The file cannot be read or holds too much.</exception>
    public static IReadOnlyList<string> Read(string path)
    {
        try
        {
            var names = new List<string>();
            var line = 0;
            foreach (var text in File.ReadLines(path))
            {
                line++;
                if (text.Trim() is not { Length: > 0 } name)
                {
                    continue;
                }

                if (name.Length > LongestTerm)
                {
                    throw Fault(TooMany, $"line {line} of the file of terms '{path}' is longer than {LongestTerm} letters.", "Shorten the line, or name another file in 'terms'.");
                }

                if (names.Count == MostTerms)
                {
                    throw Fault(TooMany, $"the file of terms '{path}' has more than {MostTerms} names.", "Shorten the file, or name another one in 'terms'.");
                }

                names.Add(name);
            }

            return names;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Fault(Unreadable, $"the file of terms '{path}' cannot be read: {error.Message}", "Correct 'terms' (a relative path starts at the working directory), or remove it.", error);
        }
    }

    private static FaultException Fault(string code, string message, string fix, Exception? inner = null) => new(FaultKind.Fatal, $"extract_skills: {message}", inner) { Code = code, Fix = fix };
}
