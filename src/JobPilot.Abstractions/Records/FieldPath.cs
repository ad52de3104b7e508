using System.Globalization;

namespace JobPilot;

/// <summary>
/// Names a field of a record: <c>title</c>, <c>description.text</c>, <c>locations[0].city</c>, <c>['odd.name']</c>. Compiled once, used for every
/// record. Immutable.
/// </summary>
public sealed class FieldPath
{
    private FieldPath(string text, FieldPathSegment[] segments)
    {
        Text = text;
        Segments = segments;
    }

    /// <summary>The path as written.</summary>
    public string Text { get; }

    internal FieldPathSegment[] Segments { get; }

    /// <summary>Names a place that was met, whatever its names are; its text is for no one.</summary>
    internal static FieldPath Of(IEnumerable<FieldPathSegment> segments) => new("", [.. segments]);

    /// <summary>Compiles a path.</summary>
    /// <param name="text">Names joined by dots, indexes in brackets, odd names quoted in brackets.</param>
    /// <exception cref="FormatException">It is not a path; says where.</exception>
    public static FieldPath Parse(string text) =>
        TryParse(text, out var path, out var error) ? path : throw new FormatException(error);

    /// <summary>Compiles a path that an author wrote.</summary>
    /// <param name="text">Names joined by dots, indexes in brackets, odd names quoted in brackets.</param>
    /// <param name="path">The path.</param>
    /// <param name="error">What is wrong and where.</param>
    public static bool TryParse(
        string? text,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out FieldPath? path,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out string? error)
    {
        path = null;
        error = null;
        var segments = new List<FieldPathSegment>();
        var at = 0;
        text ??= "";
        while (at < text.Length && error is null)
        {
            error = text[at] == '[' ? ReadBracket(text, ref at, segments) : ReadName(text, ref at, segments);
        }

        if (error is null && segments.Count == 0)
        {
            error = "A field path is empty.";
        }

        if (error is not null)
        {
            return false;
        }

        path = new FieldPath(text, [.. segments]);
        return true;
    }

    /// <inheritdoc />
    public override string ToString() => Text;

    private static string? ReadName(string text, ref int at, List<FieldPathSegment> segments)
    {
        if (segments.Count > 0)
        {
            if (text[at] != '.')
            {
                return $"Field path '{text}': expected '.' or '[' at character {at + 1}.";
            }

            at++;
        }

        var end = text.AsSpan(at).IndexOfAny('.', '[');
        var name = end < 0 ? text[at..] : text.Substring(at, end);
        if (name.Length == 0)
        {
            return $"Field path '{text}': a name is missing at character {at + 1}.";
        }

        at += name.Length;
        segments.Add(new FieldPathSegment(name, -1));
        return null;
    }

    private static string? ReadBracket(string text, ref int at, List<FieldPathSegment> segments)
    {
        var close = text.IndexOf(']', at);
        if (at + 1 < text.Length && text[at + 1] is '\'' or '"')
        {
            var quote = text[at + 1];
            close = text.IndexOf($"{quote}]", at + 2, StringComparison.Ordinal);
            if (close < 0)
            {
                return $"Field path '{text}': the bracket at character {at + 1} is not closed.";
            }

            segments.Add(new FieldPathSegment(text[(at + 2)..close], -1));
            at = close + 2;
            return null;
        }

        if (close < 0)
        {
            return $"Field path '{text}': the bracket at character {at + 1} is not closed.";
        }

        if (!int.TryParse(text.AsSpan(at + 1, close - at - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            return $"Field path '{text}': the bracket at character {at + 1} holds neither an index nor a quoted name.";
        }

        segments.Add(new FieldPathSegment(null, index));
        at = close + 1;
        return null;
    }
}

/// <summary>A step of a path: the name of an object's field, or the place in an array.</summary>
internal readonly struct FieldPathSegment(string? name, int index)
{
    public string? Name { get; } = name;

    /// <summary>Number of the name.</summary>
    public ushort Id { get; } = name is null ? NameTable.None : NameTable.IdOf(name);

    public int Index { get; } = index;
}
