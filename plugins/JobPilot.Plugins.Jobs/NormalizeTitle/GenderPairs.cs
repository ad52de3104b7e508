using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.NormalizeTitle;

/// <summary>Takes the second of two forms of one title: "Vendeur / vendeuse" is Vendeur, "Köchin/Koch" is Koch. Thread-safe.</summary>
internal sealed class GenderPairs(TitleWords words)
{
    private const int MostWords = 4;
    private const int LeastStem = 3;
    private readonly TitleWords _words = words;

    /// <summary>The title with one form of each pair.</summary>
    public string Join(string title)
    {
        for (var slash = title.IndexOf('/'); slash > 0; slash = title.IndexOf('/', slash + 1))
        {
            var before = title[..slash].TrimEnd().Split(' ');
            var behind = title[(slash + 1)..].TrimStart(' ', '-').Split(' ');
            for (var count = Math.Min(MostWords, Math.Min(before.Length, behind.Length)); count > 0; count--)
            {
                var (left, right) = (before[^count..], behind[..count]);
                if (IsPair(left, right, out var isRightFirst))
                {
                    var kept = isRightFirst ? right : left;
                    title = string.Join(' ', [.. before[..^count], .. kept, .. behind[count..]]);
                    slash = Math.Min(slash, title.Length - 1);
                    break;
                }
            }
        }

        return title;
    }

    private bool IsPair(string[] left, string[] right, out bool isRightFirst)
    {
        isRightFirst = false;
        var pairs = 0;
        for (var i = 0; i < left.Length; i++)
        {
            var (one, other) = (Folding.Fold(left[i]).Trim(','), Folding.Fold(right[i]).Trim(','));
            if (one == other)
            {
                continue;
            }

            if (IsForm(one, other))
            {
                pairs++;
            }
            else if (IsForm(other, one))
            {
                (pairs, isRightFirst) = (pairs + 1, true);
            }
            else
            {
                return false;
            }
        }

        return pairs > 0;
    }

    /// <summary>Whether the second word is the first with the ending of the other gender, in each of its parts joined by hyphens.</summary>
    private bool IsForm(string word, string other)
    {
        var (parts, others) = (word.Split('-'), other.Split('-'));
        return parts.Length == others.Length
            && parts.Zip(others).All(pair => pair.First == pair.Second || HasEnding(pair.First, pair.Second))
            && word != other;
    }

    private bool HasEnding(string word, string other)
    {
        foreach (var (ending, feminine) in _words.Feminines)
        {
            if ((other == feminine && feminine.Length >= LeastStem && word.Length > ending.Length && word.EndsWith(ending, StringComparison.Ordinal))
                || (other == ending && ending.Length >= LeastStem && word.Length > feminine.Length && word.EndsWith(feminine, StringComparison.Ordinal)))
            {
                // "Pflegefachfrau/-mann" names only the ending.
                return true;
            }

            if (word.EndsWith(ending, StringComparison.Ordinal) && other.EndsWith(feminine, StringComparison.Ordinal)
                && word.Length - ending.Length >= LeastStem && word.AsSpan(0, word.Length - ending.Length).SequenceEqual(other.AsSpan(0, other.Length - feminine.Length)))
            {
                return true;
            }
        }

        return false;
    }
}
