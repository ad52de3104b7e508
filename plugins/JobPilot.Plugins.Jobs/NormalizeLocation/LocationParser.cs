using JobPilot.Plugins.Jobs.Rules;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.NormalizeLocation;

/// <summary>Reads a location text: what it says of remote work, then one place after the other. Thread-safe.</summary>
internal sealed class LocationParser(Gazetteer gazetteer, LocationWords words)
{
    private const string MobileWork = "mobile";
    private static readonly string[] Strongest = ["hybrid", "remote", MobileWork];
    private static readonly string[] GroupEnds = [";", "|", "•", "·", "\n", "\r", "\t"];
    private readonly LocationWords _words = words;
    private readonly PlaceResolver _resolver = new(gazetteer, words);
    private readonly PlaceGuess _guess = new(gazetteer, words);
    private readonly PlacePairs _pairs = new(gazetteer);
    private readonly CountryFirst _countryFirst = new(gazetteer);

    /// <summary>A parser with what the user's files change.</summary>
    public static LocationParser Of(RuleSet rules) => new(Gazetteer.Of(rules), LocationWords.Of(rules));

    /// <summary>Reads a text.</summary>
    /// <param name="text">As the source gives it.</param>
    /// <param name="clues">What else is known of the posting.</param>
    public ParsedLocation Parse(string text, in PlaceClues clues)
    {
        if (text.Length > 400)
        {
            return new ParsedLocation([], null);
        }

        var rest = TakeWorkMode(text, out var mode);
        rest = mode == "remote" ? WithoutTimeZones(rest) : rest;
        var places = new List<Place>();
        foreach (var group in SplitStateList(rest).Split(GroupEnds, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var (place, known) = _countryFirst.Turn(WithoutCodes(group), clues);
            ReadGroup(place, known, places);
        }

        if (mode == MobileWork)
        {
            // Beside an office it is work at both, without one anywhere in the country.
            mode = places.Exists(place => place.City is not null) ? "hybrid" : "remote";
        }

        return new ParsedLocation(Distinct(places), mode);
    }

    private static List<Place> Distinct(List<Place> places)
    {
        // "San Francisco, CA, US; Remote, US": the country alone adds nothing once a place of it is named.
        var distinct = new List<Place>(places.Count);
        foreach (var place in places)
        {
            var known = distinct.Exists(other => other.Country == place.Country
                && (place.City is null ? place.Region is null || place.Region == other.Region : place.City == other.City && place.Region == other.Region));
            if (!known)
            {
                distinct.Add(place);
            }
        }

        return distinct;
    }

    private void ReadGroup(string group, in PlaceClues clues, List<Place> places)
    {
        if (SplitBetween(group, out var left, out var right))
        {
            ReadGroup(left, clues, places);
            ReadGroup(right, clues, places);
            return;
        }

        var parts = Parts(group);
        if (parts.Count > 1 && group.Contains('(', StringComparison.Ordinal) && _resolver.ResolveWhole(group, countryHint: clues.Country) is { } whole)
        {
            places.Add(whole);
            return;
        }

        if (_pairs.Count(parts) is > 0 and var paired)
        {
            for (var i = 0; i < paired; i += 2)
            {
                _resolver.TryResolve([parts[i], parts[i + 1]], clues, places);
            }

            ReadGroup(string.Join(", ", parts.Skip(paired)), clues, places);
            return;
        }

        if (parts.Count == 0 || _resolver.TryResolve(parts, clues, places))
        {
            return;
        }

        foreach (var separator in _words.Separators)
        {
            if (group.Contains(separator, StringComparison.OrdinalIgnoreCase))
            {
                var before = places.Count;
                foreach (var piece in group.Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                {
                    // Each piece of "Remote, France, Spain or UK" may be a list itself.
                    ReadGroup(piece, clues, places);
                }

                if (places.Count > before)
                {
                    return;
                }
            }
        }

        _guess.Find(parts, clues, places);
    }

    /// <summary>Splits "Graz, Austria / Linz, Austria" and "Tulsa, OK or Reno, NV": each side is a place with its country or region.</summary>
    private bool SplitBetween(string group, out string left, out string right)
    {
        foreach (var separator in _words.Separators)
        {
            var at = group.IndexOf(separator, StringComparison.OrdinalIgnoreCase);
            var behind = at + separator.Length;
            if (at < 0 || group.LastIndexOf(',', at) is not (> 0 and var from) || group.IndexOf(',', behind) is not (> 0 and var to) || from == at - 1)
            {
                continue;
            }

            // "Bosnia and Herzegovina" is one name.
            if (!_resolver.IsArea(group[(from + 1)..to]))
            {
                (left, right) = (group[..at], group[behind..]);
                return true;
            }
        }

        (left, right) = ("", "");
        return false;
    }

    /// <summary>"US-CA-Menlo Park" is Menlo Park, CA, US.</summary>
    private string WithoutCodes(string group)
    {
        var pieces = group.Split('-', 3, StringSplitOptions.TrimEntries);
        return pieces.Length == 3 && pieces[2].Length > 0 && _resolver.IsRegion(pieces[0], pieces[1]) ? $"{pieces[2]}, {pieces[1]}, {pieces[0]}" : group;
    }

    private List<string> Parts(string group)
    {
        var parts = new List<string>();
        foreach (var part in group.Replace(" - ", ",", StringComparison.Ordinal).Replace(" – ", ",", StringComparison.Ordinal)
            .Split([',', '(', ')', '[', ']', ':'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var trimmed = part.Trim(' ', '-', '–', '.', '/', '&', '+', '*', '%');
            if (part.Length > 0 && part[^1] == '.' && trimmed.Contains('.'))
            {
                trimmed += ".";
            }

            trimmed = WithoutPostcode(WithoutMore(WithoutConnector(trimmed)));
            foreach (var limit in _words.Limits)
            {
                if (trimmed.EndsWith(limit, StringComparison.OrdinalIgnoreCase))
                {
                    trimmed = trimmed[..^limit.Length];
                    break;
                }
            }

            if (trimmed.Length > 0)
            {
                parts.Add(trimmed);
            }
        }

        return parts;
    }

    /// <summary>The last of a list, "or Oslo", is Oslo.</summary>
    private string WithoutConnector(string part)
    {
        foreach (var separator in _words.Separators)
        {
            var word = separator.AsSpan().Trim();
            if (char.IsLetter(word[0]) && part.AsSpan().StartsWith(word, StringComparison.OrdinalIgnoreCase) && (part.Length == word.Length || part[word.Length] == ' ')
                && !part.AsSpan(0, word.Length).ContainsAnyInRange('A', 'Z'))
            {
                return part[word.Length..].TrimStart();
            }
        }

        return part;
    }

    /// <summary>"Utrecht +4 more locations" names one.</summary>
    private static string WithoutMore(string part)
    {
        var plus = part.IndexOf(" +", StringComparison.Ordinal);
        return plus > 0 && plus + 2 < part.Length && char.IsAsciiDigit(part[plus + 2]) ? part[..plus] : part;
    }

    private static string WithoutPostcode(string part)
    {
        var words = part.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var kept = words.Where(word => !word.Any(char.IsAsciiDigit)).ToArray();
        return kept.Length == words.Length ? part : string.Join(' ', kept);
    }

    private string TakeWorkMode(string text, out string? mode)
    {
        mode = null;
        var folded = Folding.Fold(text);
        var rest = text;
        foreach (var (phrase, says) in _words.Modes)
        {
            var at = Folding.FindPhrase(folded, phrase);
            while (at >= 0)
            {
                // Hybrid says more than remote, and remote more than the office that it is an alternative to.
                mode = Stronger(mode, says);
                rest = Blank(rest, at, phrase.Length);
                folded = Folding.Fold(rest);
                at = Folding.FindPhrase(folded, phrase, at);
            }
        }

        return rest;
    }

    private static string Stronger(string? mode, string says) => Array.Find(Strongest, strong => mode == strong || says == strong) ?? says;

    /// <summary>"Remote (EST)" says when one works; elsewhere the letters are Estonia's.</summary>
    private string WithoutTimeZones(string text)
    {
        var folded = Folding.Fold(text);
        foreach (var zone in _words.TimeZones)
        {
            for (var at = Folding.FindPhrase(folded, zone); at >= 0; at = Folding.FindPhrase(folded, zone, at + 1))
            {
                text = Blank(text, at, zone.Length);
            }
        }

        return text;
    }

    /// <summary>A comma in the place of a phrase, and blanks, so that all else stays where it is.</summary>
    private static string Blank(string text, int at, int length) =>
        string.Concat(text.AsSpan(0, at), ",", new string(' ', length - 1), text.AsSpan(at + length));

    /// <summary>Puts a semicolon behind each state of "Indianapolis, IN Chicago, IL Atlanta, GA".</summary>
    private static string SplitStateList(string text)
    {
        for (var comma = text.IndexOf(", ", StringComparison.Ordinal); comma >= 0; comma = text.IndexOf(", ", comma + 2, StringComparison.Ordinal))
        {
            var at = comma + 2;
            if (at + 3 < text.Length && char.IsAsciiLetterUpper(text[at]) && char.IsAsciiLetterUpper(text[at + 1]) && text[at + 2] == ' '
                && char.IsUpper(text[at + 3]) && StateFollows(text, at + 3))
            {
                text = string.Concat(text.AsSpan(0, at + 2), ";", text.AsSpan(at + 3));
            }
        }

        return text;
    }

    private static bool StateFollows(string text, int from)
    {
        var comma = text.IndexOf(", ", from, StringComparison.Ordinal);
        return comma > 0 && comma + 3 < text.Length && char.IsAsciiLetterUpper(text[comma + 2]) && char.IsAsciiLetterUpper(text[comma + 3])
            && !Folding.IsWordAt(text, comma + 4);
    }
}
