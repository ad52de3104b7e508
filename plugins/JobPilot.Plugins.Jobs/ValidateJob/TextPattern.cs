using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;

namespace JobPilot.Plugins.Jobs.ValidateJob;

/// <summary>
/// A pattern of the schema. Those of ids, codes and times are runs of classes, which are matched many letters at a time; what does not match so is put to
/// the regular expression, which alone can refuse.
/// </summary>
internal sealed class TextPattern
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);
    private readonly Regex _regex;
    private readonly Run[]? _runs;

    public TextPattern(string pattern)
    {
        _regex = new Regex(pattern, RegexOptions.CultureInvariant, Timeout);
        _runs = Read(pattern);
    }

    public bool IsMatch(ReadOnlySpan<char> text) => IsPlainMatch(text) || _regex.IsMatch(text);

    /// <summary>Whether the runs match; false does not say that the pattern does not.</summary>
    public bool IsPlainMatch(ReadOnlySpan<byte> utf8)
    {
        Span<char> letters = stackalloc char[128];
        return utf8.Length <= letters.Length
            && System.Text.Ascii.ToUtf16(utf8, letters, out var length) == OperationStatus.Done
            && IsPlainMatch(letters[..length]);
    }

    public override string ToString() => _regex.ToString();

    private bool IsPlainMatch(ReadOnlySpan<char> text)
    {
        if (_runs is null)
        {
            return false;
        }

        foreach (var run in _runs)
        {
            var window = text.Length > run.Most ? text[..run.Most] : text;
            var length = window.IndexOfAnyExcept(run.Letters) is >= 0 and var end ? end : window.Length;
            if (length < run.Least)
            {
                return false;
            }

            text = text[length..];
        }

        return text.IsEmpty;
    }

    /// <summary>Runs of a pattern such as <c>^[0-9]{2}-[a-z]{2,3}$</c>; null for any other.</summary>
    private static Run[]? Read(string pattern)
    {
        if (pattern is not ['^', .. var body, '$'])
        {
            return null;
        }

        var runs = new List<Run>();
        foreach (Match part in Regex.Matches(body, @"\G(?:\[(?<class>[A-Za-z0-9-]+)\]|(?<letter>[A-Za-z0-9:-]))(?:\{(?<least>\d+)(?:,(?<most>\d+))?\})?", RegexOptions.CultureInvariant, Timeout))
        {
            var least = part.Groups["least"] is { Success: true } given ? int.Parse(given.ValueSpan, CultureInfo.InvariantCulture) : 1;
            var most = part.Groups["most"] is { Success: true } limit ? int.Parse(limit.ValueSpan, CultureInfo.InvariantCulture) : least;
            runs.Add(new Run(SearchValues.Create(part.Groups["class"] is { Success: true } letters ? Expand(letters.Value) : part.Groups["letter"].Value), least, most));
            body = part.Index + part.Length == body.Length ? "" : body;
        }

        return body.Length == 0 ? [.. runs] : null;
    }

    /// <summary>The letters of a class: <c>0-9a-f</c>.</summary>
    private static string Expand(string range)
    {
        var letters = new System.Text.StringBuilder();
        for (var i = 0; i < range.Length; i++)
        {
            var last = i + 2 < range.Length && range[i + 1] == '-' ? range[i + 2] : range[i];
            for (var letter = range[i]; letter <= last; letter++)
            {
                letters.Append(letter);
            }

            i += last == range[i] ? 0 : 2;
        }

        return letters.ToString();
    }

    private sealed record Run(SearchValues<char> Letters, int Least, int Most);
}
