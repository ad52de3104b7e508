using System.Text;
using System.Text.RegularExpressions;

namespace JobPilot.Plugins.Files;

/// <summary>Finds the files that patterns name: <c>*</c> and <c>?</c> inside a name, <c>**</c> across folders.</summary>
internal static class FilePatterns
{
    /// <summary>Absolute paths, sorted, each once.</summary>
    /// <exception cref="FaultException">A file, or any file of a pattern, is missing.</exception>
    public static IReadOnlyList<string> Find(IEnumerable<string> patterns, ComponentContext context)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var pattern in patterns)
        {
            var absolute = context.ResolvePath(pattern);
            var before = found.Count;
            if (absolute.AsSpan().IndexOfAny('*', '?') < 0)
            {
                if (!File.Exists(absolute))
                {
                    throw Missing($"There is no file {absolute}.");
                }

                found.Add(absolute);
            }
            else
            {
                found.UnionWith(Expand(absolute));
                if (found.Count == before && !Expand(absolute).Any())
                {
                    throw Missing($"No file matches {absolute}.");
                }
            }
        }

        return [.. found];
    }

    private static FaultException Missing(string message) => new(FaultKind.Unavailable, message)
    {
        Code = "jsonl.no_file",
        Fix = "Check `path`; a relative one starts at the working directory.",
    };

    private static IEnumerable<string> Expand(string pattern)
    {
        var wildcard = pattern.AsSpan().IndexOfAny('*', '?');
        var folder = pattern[..(pattern.LastIndexOf(Path.DirectorySeparatorChar, wildcard) + 1)];
        if (!Directory.Exists(folder))
        {
            return [];
        }

        var deep = pattern.IndexOf(Path.DirectorySeparatorChar, wildcard) >= 0 || pattern.Contains("**", StringComparison.Ordinal);
        var regex = ToRegex(pattern);
        return Directory
            .EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = deep, IgnoreInaccessible = true })
            .Where(file => regex.IsMatch(file));
    }

    private static Regex ToRegex(string pattern)
    {
        var separator = Regex.Escape(Path.DirectorySeparatorChar.ToString());
        var text = new StringBuilder("^");
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '*' && i + 1 < pattern.Length && pattern[i + 1] == '*')
            {
                i++;
                if (i + 1 < pattern.Length && pattern[i + 1] == Path.DirectorySeparatorChar)
                {
                    i++;
                    text.Append($"(.*{separator})?");
                }
                else
                {
                    text.Append(".*");
                }
            }
            else
            {
                text.Append(pattern[i] switch
                {
                    '*' => $"[^{separator}]*",
                    '?' => $"[^{separator}]",
                    var letter => Regex.Escape(letter.ToString()),
                });
            }
        }

        return new Regex(text.Append('$').ToString(), RegexOptions.NonBacktracking | RegexOptions.Singleline);
    }
}
