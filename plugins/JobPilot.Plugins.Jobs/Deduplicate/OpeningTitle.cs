using JobPilot.Plugins.Jobs.CleanText;
using JobPilot.Plugins.Jobs.Listing;
using JobPilot.Plugins.Jobs.NormalizeLocation;
using JobPilot.Plugins.Jobs.NormalizeTitle;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>
/// The title of an opening as its words, sorted, each once. All that may tell two openings of one employer apart stays: grade, team, speciality, shift. What boards
/// add or leave out goes: gender marks, work mode, working time, the place itself, numbers of the posting, endings.
/// </summary>
internal static class OpeningTitle
{
    private const int LongestTitle = 500;
    private const int ShortestStem = 5;
    private const int LongestPart = 40;
    private static readonly char[] Segments = ['-', '–', '—', ',', '|', '•', '·', '(', ')', '[', ']', ':', ';', '@'];

    /// <summary>The words; "" where there are none.</summary>
    /// <param name="record">The posting.</param>
    /// <param name="place">Its place; where that is open, the country that the title names takes its place.</param>
    /// <param name="known">The words by which postings are written in one way.</param>
    public static string Of(Record record, ref string place, DuplicateWords known)
    {
        var raw = record.GetString(ListingPaths.TitleRaw) ?? record.GetString(ListingPaths.Title);
        if (string.IsNullOrWhiteSpace(raw))
        {
            return "";
        }

        var (words, _, parts) = known.Titles.Of(raw);
        var isPlace = false;
        Span<bool> places = stackalloc bool[parts.Count];
        for (var i = 0; i < parts.Count; i++)
        {
            places[i] = parts[i].Key.Length > 0 && IsPlace(parts[i], record, ref place);
            isPlace |= places[i];
        }

        if (!isPlace)
        {
            return words;
        }

        var rest = new List<string>(8);
        for (var i = 0; i < parts.Count; i++)
        {
            rest.AddRange(places[i] ? [] : parts[i].Words);
        }

        return Written(rest);
    }

    /// <summary>Takes a title apart, as it is the same for all postings that have it.</summary>
    /// <param name="raw">As the source gives it.</param>
    /// <param name="known">The words by which postings are written in one way.</param>
    public static TitleReading Read(string raw, DuplicateWords known)
    {
        var title = HtmlText.CleanLine(raw.Length > LongestTitle ? raw[..LongestTitle] : raw);
        if (title.AsSpan().ContainsAny(known.AnyPhrase))
        {
            foreach (var phrase in known.Phrases)
            {
                title = title.Replace(phrase, " ", StringComparison.OrdinalIgnoreCase);
            }
        }

        var all = new List<string>(8);
        var parts = new List<TitlePart>();
        Span<char> buffer = stackalloc char[2 * LongestTitle];
        foreach (var part in title.IndexOfAny(Segments) < 0 ? [title] : Split(title))
        {
            var words = new List<string>();
            if (!IsGenderMark(part))
            {
                Add(buffer[..MatchKey.Fold(WithoutMarks(part, known.Endings), buffer)], words, known);
            }

            all.AddRange(words);
            parts.Add(new TitlePart(part is { Length: > 0 and <= LongestPart } && char.IsUpper(part[0]) ? PlaceName.Key(part) : "", [.. words]));
        }

        return new TitleReading(Written(all), WorkingTime.Of(raw, known), parts.Count > 1 && parts.Exists(static part => part.Key.Length > 0) ? parts : []);
    }

    /// <summary>Words in order, each once.</summary>
    private static string Written(List<string> words)
    {
        words.Sort(StringComparer.Ordinal);
        for (var i = words.Count - 1; i > 0; i--)
        {
            if (words[i] == words[i - 1])
            {
                words.RemoveAt(i);
            }
        }

        return string.Join(' ', words);
    }

    /// <summary>Parts between signs; a hyphen inside a word is none: "Full-Stack".</summary>
    private static List<string> Split(string title)
    {
        var parts = new List<string>(4);
        var start = 0;
        for (var at = 0; at <= title.Length; at++)
        {
            if (at == title.Length || (Array.IndexOf(Segments, title[at]) >= 0 && !(title[at] is '-' or ':' && IsLetterAt(title, at - 1) && IsLetterAt(title, at + 1))))
            {
                if (title[start..at].Trim() is { Length: > 0 } part)
                {
                    parts.Add(part);
                }

                start = at + 1;
            }
        }

        return parts;
    }

    private static bool IsLetterAt(string text, int at) => (uint)at < (uint)text.Length && char.IsLetterOrDigit(text[at]);

    private static bool IsGenderMark(string part) =>
        part.Length <= 24 && part.AsSpan().IndexOfAny("/|*") > 0
        && Folding.Fold(part).Split(['/', '|', '*', '.', ' '], StringSplitOptions.RemoveEmptyEntries).All(TitleWords.Instance.Gender.Contains);

    /// <summary>Drops gender marks between blanks ("Koch m/w/d") and the second gender's ending ("Verkäufer:in").</summary>
    private static string WithoutMarks(string part, string[] endings)
    {
        if (part.AsSpan().IndexOfAny("/*:_|") < 0)
        {
            return part;
        }

        var words = part.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < words.Length; i++)
        {
            if (IsGenderMark(words[i]))
            {
                words[i] = "";
            }

            foreach (var ending in endings)
            {
                if (words[i].EndsWith(ending, StringComparison.OrdinalIgnoreCase) && words[i].Length > ending.Length + 3)
                {
                    words[i] = words[i][..^ending.Length];
                    break;
                }
            }
        }

        return string.Join(' ', words);
    }

    /// <summary>Whether a part of the title only repeats where the posting's place is.</summary>
    /// <param name="part">One that may be a place's name.</param>
    /// <param name="record">The posting.</param>
    /// <param name="place">Its place, as far as it is known.</param>
    private static bool IsPlace(TitlePart part, Record record, ref string place)
    {
        var home = record.GetString(ListingPaths.LocationCountry);
        var (_, found, country) = part.PlaceIn(home);
        if (record.GetString(ListingPaths.LocationCity) is { } city
            && (IsNamed(city, part.Key) || (found is not null && record.GetValue(ListingPaths.LocationGeonamesId) is { Kind: RecordValueKind.Number } id && found == id.AsNumber())))
        {
            return true;
        }

        if (country is null)
        {
            return false;
        }

        if (place.Length == 0)
        {
            place = country.ToLowerInvariant();
            return true;
        }

        return home == country;
    }

    private static bool IsNamed(string city, string key)
    {
        Span<char> buffer = stackalloc char[PlaceName.LongestKey];
        return buffer[..PlaceName.Key(city, buffer)].SequenceEqual(key);
    }

    private static void Add(ReadOnlySpan<char> folded, List<string> words, DuplicateWords known)
    {
        foreach (var range in folded.Split(' '))
        {
            var word = folded[range];
            if (word.IsEmpty || known.Dropped.Contains(word) || (word.Length > 4 && !word.TrimStart('#').ContainsAnyExceptInRange('0', '9')))
            {
                continue;
            }

            if (known.Words.TryGetValue(word, out var meaning))
            {
                words.AddRange(meaning.Split(' '));
                continue;
            }

            words.Add(Stem(word).ToString());
        }
    }

    /// <summary>"Administration" and "Administrator" are one, as are singular and plural.</summary>
    public static ReadOnlySpan<char> Stem(ReadOnlySpan<char> word)
    {
        if (word.Length > ShortestStem && word[^1] == 's' && word[^2] is not ('s' or 'u' or 'i'))
        {
            word = word[..^1];
        }

        return word.Length > ShortestStem + 3 && word.EndsWith("ation") ? word[..^3] : word.Length > ShortestStem + 3 && word.EndsWith("ator") ? word[..^2] : word;
    }
}
