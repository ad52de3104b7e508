namespace JobPilot.Configuration;

/// <summary>Reads a <c>.env</c> file: <c>NAME=value</c> a line, <c>export</c> before it or not, quotes around the value or not, <c>#</c> comments.</summary>
internal static class DotEnvFile
{
    public static IReadOnlyDictionary<string, string> Read(string path, string shownPath, FindingList findings)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!File.Exists(path) || TextFile.Read(path, new(shownPath, 1, 1), shownPath, findings, ErrorCodes.FileNotFound) is not { } text)
        {
            return variables;
        }

        var number = 0;
        foreach (var raw in text.ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            var line = raw.Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (line.StartsWith("export ", StringComparison.Ordinal))
            {
                line = line["export ".Length..].TrimStart();
            }

            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || !Interpolator.IsName(line[..equals].TrimEnd()))
            {
                findings.Warning(ErrorCodes.DotEnvLine, new(shownPath, number, 1), "The line is ignored: it is not `NAME=value`.", "Mend or remove it.");
                continue;
            }

            variables[line[..equals].TrimEnd()] = Value(line[(equals + 1)..].Trim());
        }

        return variables;
    }

    private static string Value(string text)
    {
        if (text.Length > 1 && text[0] is '"' or '\'')
        {
            var close = text.IndexOf(text[0], 1);
            if (close > 0)
            {
                var inner = text[1..close];
                return text[0] == '"' ? inner.Replace("\\n", "\n", StringComparison.Ordinal) : inner;
            }
        }

        var comment = text.IndexOf(" #", StringComparison.Ordinal);
        return comment < 0 ? text : text[..comment].TrimEnd();
    }
}
