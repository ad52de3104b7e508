using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.NormalizeTitle;

/// <summary>Takes grades and flags out of a title: "Senior", "II", "full time". Thread-safe.</summary>
internal sealed class TitleGrades(TitleWords words)
{
    private const int LongestKept = 3;
    private readonly TitleWords _words = words;

    /// <summary>Whether the text begins with a grade.</summary>
    public bool IsGraded(string text) => text.IndexOf(' ') is var space && space > 0 && _words.Grades.Contains(Folding.Fold(text.AsSpan(0, space)).TrimEnd('.'));

    /// <summary>The title with a grade apart from the role that it is joined to: "Senior-Gärtner" is Senior Gärtner.</summary>
    public string Parted(string title)
    {
        for (var at = title.IndexOf('-'); at > 0; at = title.IndexOf('-', at + 1))
        {
            var start = title.LastIndexOfAny([' ', '/'], at) + 1;
            var end = title.IndexOfAny([' ', '/'], at) is var next && next > 0 ? next : title.Length;
            if (_words.Grades.Contains(Folding.Fold(title.AsSpan(start, at - start))) && _words.IsRole(Folding.Fold(title.AsSpan(at + 1, end - at - 1))))
            {
                title = $"{title[..at]} {title[(at + 1)..]}";
            }
        }

        return title;
    }

    /// <summary>Drops grade words and flags where a role remains; "Team Lead" and "Marketing Lead" stay.</summary>
    public string Strip(string text)
    {
        var slash = text.IndexOf('/');
        if (slash > 0 && slash == text.LastIndexOf('/') && Bare(text[..slash]) is { Length: > 0 } one && one.Equals(Bare(text[(slash + 1)..]), StringComparison.OrdinalIgnoreCase))
        {
            // "Cook/Senior Cook" is one role.
            return one;
        }

        return Bare(text);
    }

    private string Bare(string text)
    {
        while (true)
        {
            var bare = Once(text);
            if (bare.Length == text.Length)
            {
                return bare;
            }

            text = bare;
        }
    }

    private string Once(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        var all = words.Count;
        JoinGrades(words);
        for (var at = words.Count - 1; at >= 0; at--)
        {
            var first = Folding.Fold(words[at]).Trim('.', ',', ':', '*', '+', '/');
            if (words.Count > 1 && (at == 0 || at == words.Count - 1) && IsGrades(first) && !IsKept(words, at, 1) && _words.HasRoleIn(string.Join(' ', words.Where((_, i) => i != at))))
            {
                // "Senior/Lead Cook", "Cook I/II".
                words.RemoveAt(at);
                continue;
            }

            if (at > 0 && words.Count > 2 && IsPair($"{Folding.Fold(words[at - 1])} {first}", isLast: at == words.Count - 1) && !IsKept(words, at - 1, 2))
            {
                // "Cook Level III", "Cook 100% remote".
                words.RemoveRange(at - 1, 2);
                at--;
                continue;
            }

            if (!_words.FirstWords.Contains(first) && !IsYear(first))
            {
                continue;
            }

            for (var length = Math.Min(3, words.Count - at); length > 0; length--)
            {
                var phrase = length == 1 ? first : Folding.Fold(string.Join(' ', words.Skip(at).Take(length))).Trim('.', ',', ':', '*', '+');
                var isGrade = _words.Grades.Contains(phrase.Replace(".", "", StringComparison.Ordinal));
                if ((isGrade || _words.Flags.Contains(phrase) || IsYear(phrase)) && words.Count > length && !IsKept(words, at, length) && MayDrop(words, at, length, phrase, isGrade))
                {
                    words.RemoveRange(at, length);
                    break;
                }
            }

            while (words.Count > 1 && words[^1] is "/" or "&" or "-" or "|")
            {
                words.RemoveAt(words.Count - 1);
            }

            at = Math.Min(at, words.Count);
        }

        while (words.Count > 1 && words.Count < all && _words.Loose.Contains(words[^1]))
        {
            words.RemoveAt(words.Count - 1);
        }

        return string.Join(' ', words).Trim(' ', ',', '-', '–', '/', '|', ':', '&');
    }

    /// <summary>Of two grades that a word joins the latter stays, which goes as any grade does: "Junior to Senior Cook".</summary>
    private void JoinGrades(List<string> words)
    {
        for (var at = words.Count - 4; at >= 0; at--)
        {
            var joint = Folding.Fold(words[at + 1]);
            if ((_words.GradeJoints.Contains(joint) || _words.Conjunctions.Contains(joint)) && IsGrade(words[at]) && IsGrade(words[at + 2]) && _words.HasRoleIn(string.Join(' ', words.Skip(at + 3))))
            {
                words.RemoveRange(at, 2);
            }
        }
    }

    private bool IsGrade(string word) => _words.Grades.Contains(Folding.Fold(word).Trim('.', ','));

    /// <summary>Whether some words lie within, or reach into, a phrase in which they mean something else: "Senior" of "Senior Living".</summary>
    private bool IsKept(List<string> words, int at, int length)
    {
        for (var start = Math.Max(0, at - LongestKept + 1); start < at + length; start++)
        {
            for (var count = 2; count <= LongestKept && start + count <= words.Count; count++)
            {
                if (start + count > at && _words.Kept.Contains(Folding.Fold(string.Join(' ', words.Skip(start).Take(count))).TrimEnd(',', '.')))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool IsPair(string phrase, bool isLast) => _words.Grades.Contains(phrase) || (isLast && _words.Flags.Contains(phrase));

    private bool MayDrop(List<string> words, int at, int length, string phrase, bool isGrade)
    {
        var rest = words.Where((_, i) => i < at || i >= at + length).ToList();
        if (_words.FrontGrades.Contains(phrase))
        {
            // At the end it is the noun itself, in front it is a grade where a role follows.
            var isFront = at == 0 || (at > 0 && words[at - 1] is "/" or "-") || _words.Grades.Contains(Folding.Fold(words[at - 1]).Trim('.')) || IsGrades(Folding.Fold(words[at - 1]));
            var isTrade = phrase == "lead" && at + 1 < words.Count && _words.LeadTrades.Contains(Folding.Fold(words[at + 1]));
            return isFront && !isTrade && rest.Skip(at).Any(word => _words.IsRole(Folding.Fold(word).Trim(',', '.')));
        }

        if (_words.RoleGrades.Contains(phrase))
        {
            return _words.HasRoleIn(string.Join(' ', rest));
        }

        if (phrase.Length == 1 && char.IsLetterOrDigit(phrase[0]))
        {
            return at == words.Count - 1 && _words.HasRoleIn(string.Join(' ', rest));
        }

        return isGrade || at == 0 || at + length == words.Count;
    }

    private bool IsGrades(string folded) => folded.AsSpan().ContainsAny('/', '-') && folded.Split('/', '-').All(_words.Grades.Contains);

    private static bool IsYear(string word) => word.Length == 4 && word.StartsWith("20", StringComparison.Ordinal) && word.All(char.IsAsciiDigit);
}
