using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Scriban.Runtime;

namespace JobPilot.Expressions;

/// <summary>
/// Regular expressions. Those that take linear time have as long as the evaluation (<see cref="ExpressionLimits.Time"/>), so that a machine without time for the process does
/// not look like a bad pattern; those with look-around or back references may take for ever and have <see cref="ExpressionLimits.Regex"/>.
/// Options: <c>i</c> ignore case, <c>m</c> many lines, <c>s</c> a dot matches line ends, <c>x</c> ignore white space in the pattern.
/// </summary>
internal static class RegexFunctions
{
    private const int MaxCached = 512;
    private static readonly ConcurrentDictionary<(string Pattern, RegexOptions Options), Regex> Cache = new();

    public static bool IsMatch(string? text, string pattern, string? options = null) => text is not null && Get(pattern, options).IsMatch(text);

    public static ScriptArray Match(string? text, string pattern, string? options = null)
    {
        var groups = new ScriptArray();
        if (text is not null && Get(pattern, options).Match(text) is { Success: true } match)
        {
            groups.AddRange(match.Groups.Values.Select(group => group.Value));
        }

        return groups;
    }

    public static ScriptArray Matches(string? text, string pattern, string? options = null)
    {
        var matches = new ScriptArray();
        foreach (var match in Get(pattern, options).EnumerateMatches(text ?? ""))
        {
            if (matches.Count == ExpressionLimits.Loops)
            {
                throw new InvalidOperationException($"A regular expression matched more than {ExpressionLimits.Loops} times.");
            }

            matches.Add(text!.Substring(match.Index, match.Length));
        }

        return matches;
    }

    public static string Replace(string? text, string pattern, string replacement, string? options = null)
    {
        var replaced = Get(pattern, options).Replace(text ?? "", replacement);
        return replaced.Length <= ExpressionLimits.Output
            ? replaced
            : throw new InvalidOperationException($"The text is longer than {ExpressionLimits.Output} characters.");
    }

    public static ScriptArray Split(string? text, string pattern, string? options = null) =>
        new(Get(pattern, options).Split(text ?? "", ExpressionLimits.Loops));

    public static string Escape(string? text) => Regex.Escape(text ?? "");

    /// <summary>The compiled pattern.</summary>
    internal static Regex Get(string pattern, string? options)
    {
        var flags = RegexOptions.CultureInvariant;
        foreach (var letter in options ?? "")
        {
            flags |= letter switch
            {
                'i' => RegexOptions.IgnoreCase,
                'm' => RegexOptions.Multiline,
                's' => RegexOptions.Singleline,
                'x' => RegexOptions.IgnorePatternWhitespace,
                _ => throw new ArgumentException($"'{letter}' is no option of a regular expression; i, m, s and x are."),
            };
        }

        if (Cache.TryGetValue((pattern, flags), out var known))
        {
            return known;
        }

        var made = Make(pattern, flags);
        if (Cache.Count < MaxCached)
        {
            Cache[(pattern, flags)] = made;
        }

        return made;
    }

    private static Regex Make(string pattern, RegexOptions flags)
    {
        try
        {
            return new Regex(pattern, flags | RegexOptions.NonBacktracking, ExpressionLimits.Time);
        }
        catch (NotSupportedException)
        {
            // Look-around and back references need backtracking; the time limit holds there.
            return new Regex(pattern, flags, ExpressionLimits.Regex);
        }
    }
}
