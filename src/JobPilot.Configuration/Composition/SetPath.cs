using System.Globalization;

namespace JobPilot.Configuration;

/// <summary>One step of a path of <c>--set</c>: a key, or what stands in brackets (an index or an id).</summary>
internal readonly record struct SetStep(string Text, bool Bracket)
{
    public int? Index => Bracket && int.TryParse(Text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;

    public override string ToString() => Bracket ? $"[{Text}]" : Text;
}

/// <summary>Reads paths such as <c>collectors[jsearch].options.searches[0].query</c>; odd keys are quoted in brackets.</summary>
internal static class SetPath
{
    /// <summary>The steps; null where it is not a path.</summary>
    public static IReadOnlyList<SetStep>? Parse(string path)
    {
        var steps = new List<SetStep>();
        var at = 0;
        while (at < path.Length)
        {
            if (path[at] == '[')
            {
                var close = path.IndexOf(']', at);
                if (close < at + 2)
                {
                    return null;
                }

                var inner = path[(at + 1)..close];
                var quoted = inner.Length > 2 && inner[0] is '\'' or '"' && inner[^1] == inner[0];
                steps.Add(quoted ? new SetStep(inner[1..^1], false) : new SetStep(inner, true));
                at = close + 1;
                continue;
            }

            if (steps.Count > 0 && path[at++] != '.')
            {
                return null;
            }

            var end = path.AsSpan(at).IndexOfAny('.', '[');
            var name = end < 0 ? path[at..] : path.Substring(at, end);
            if (name.Length == 0)
            {
                return null;
            }

            steps.Add(new SetStep(name, false));
            at += name.Length;
        }

        return steps.Count == 0 || steps.Count > ReadLimits.MaxDepth || steps[0].Bracket ? null : steps;
    }
}
