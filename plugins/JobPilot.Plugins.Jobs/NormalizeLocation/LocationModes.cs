using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.NormalizeLocation;

/// <summary>Takes out of a location text what it says of the mode of work. Thread-safe.</summary>
internal sealed class LocationModes(LocationWords words)
{
    /// <summary>Work at home or on the way: the places tell which mode it is.</summary>
    public const string MobileWork = "mobile";

    private const string OnSite = "on_site";
    private static readonly string[] Strongest = ["hybrid", "remote", MobileWork];

    /// <summary>The text without the words of a mode, and the mode. One that is denied is work on site: "Leeds (no remote)".</summary>
    public string Take(string text, out string? mode)
    {
        mode = null;
        var folded = Folding.Fold(text);
        if (!words.MayHaveMode(folded))
        {
            return text;
        }

        var rest = text;
        foreach (var (phrase, says) in words.Modes)
        {
            var at = Folding.FindPhrase(folded, phrase);
            while (at >= 0)
            {
                var (from, to) = WithDenial(rest, folded, at, at + phrase.Length);
                if (to - from == phrase.Length)
                {
                    // Hybrid says more than remote, and remote more than the office that it is an alternative to.
                    mode = Stronger(mode, says);
                }
                else if (says != OnSite)
                {
                    mode = Stronger(mode, OnSite);
                }

                rest = Blank(rest, from, to - from);
                folded = Folding.Fold(rest);
                at = Folding.FindPhrase(folded, phrase, from + 1);
            }
        }

        return rest;
    }

    /// <summary>"Remote (EST)" says when one works; elsewhere the letters are Estonia's.</summary>
    public string WithoutTimeZones(string text)
    {
        var folded = Folding.Fold(text);
        foreach (var zone in words.TimeZones)
        {
            for (var at = Folding.FindPhrase(folded, zone); at >= 0; at = Folding.FindPhrase(folded, zone, at + 1))
            {
                text = Blank(text, at, zone.Length);
            }
        }

        return text;
    }

    private static string Stronger(string? mode, string says) => Array.Find(Strongest, strong => mode == strong || says == strong) ?? says;

    /// <summary>A comma in the place of a phrase, and blanks, so that all else stays where it is.</summary>
    private static string Blank(string text, int at, int length) =>
        string.Concat(text.AsSpan(0, at), ",", new string(' ', length - 1), text.AsSpan(at + length));

    /// <summary>The span of a phrase together with the words directly before or behind it that deny it.</summary>
    private (int From, int To) WithDenial(string text, string folded, int from, int to)
    {
        foreach (var denial in words.Denials)
        {
            var start = from - 1 - denial.Length;
            if (start >= 0 && folded[from - 1] is ' ' or '-' && Folding.HasPhraseAt(folded, start, denial) && !IsCode(text[start..(from - 1)], text[from..to]))
            {
                return (start, to);
            }
        }

        var (next, behind) = (Skip(folded, to, " "), Skip(folded, to, " -:,("));
        foreach (var denial in words.DenialsBehind)
        {
            // ": no" begins with a sign of its own, and ends what it stands in.
            var at = char.IsLetter(denial[0]) ? behind : next;
            var end = at + denial.Length;
            if (Folding.HasPhraseAt(folded, at, denial) && (at == behind || (!Folding.IsWordAt(folded, Skip(folded, end, " ")) && !IsCode(text[at..end], text[from..to]))))
            {
                return (from, end);
            }
        }

        return (from, to);
    }

    private static int Skip(string text, int at, string signs)
    {
        while (at < text.Length && signs.Contains(text[at]))
        {
            at++;
        }

        return at;
    }

    /// <summary>Whether the letters of a denial are Norway's: capitals beside a phrase that is not in capitals, "Oslo, NO (Remote)".</summary>
    private static bool IsCode(string denial, string phrase) => !denial.Any(char.IsLower) && phrase.Any(char.IsLower);
}
