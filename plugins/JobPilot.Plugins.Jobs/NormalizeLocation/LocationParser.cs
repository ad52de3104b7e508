using JobPilot.Plugins.Jobs.Rules;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.NormalizeLocation;

/// <summary>Reads a location text: what it says of remote work, then one place after the other. Thread-safe.</summary>
internal sealed class LocationParser(Gazetteer gazetteer, LocationWords words)
{
    private static readonly string[] GroupEnds = [";", "|", "•", "·", "\n", "\r", "\t"];
    private readonly LocationWords _words = words;
    private readonly PlaceResolver _resolver = new(gazetteer, words);
    private readonly PlaceGuess _guess = new(gazetteer, words);
    private readonly PlacePairs _pairs = new(gazetteer);
    private readonly JoinedPlaces _joined = new(gazetteer, words);
    private readonly LocationModes _modes = new(words);
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

        var rest = _modes.Take(text, out var mode);
        rest = mode == "remote" ? _modes.WithoutTimeZones(rest) : rest;
        var places = new List<Place>();
        foreach (var group in SplitStateList(rest).Split(GroupEnds, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var (place, known) = _countryFirst.Turn(WithoutCodes(group), clues);
            ReadGroup(place, known with { IsCountryFirst = known.IsCountryFirst && mode is null }, places);
        }

        if (mode == LocationModes.MobileWork)
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
        var isJoined = _words.HasJoiner(group);
        var parts = Parts(group, out var joined);
        if (isJoined && _joined.Split(parts, joined, clues) is { } several)
        {
            ReadEach(several, clues, places);
            return;
        }

        if (isJoined && SplitBetween(group, out var left, out var right))
        {
            ReadGroup(left, clues, places);
            ReadGroup(right, clues, places);
            return;
        }

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
                foreach (var piece in LocationWords.Split(group, separator))
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

    private void ReadEach(IReadOnlyList<List<string>> several, in PlaceClues clues, List<Place> places)
    {
        if (several.All(parts => parts.Count == 1) && _resolver.TryResolveStates([.. several.Select(parts => parts[0])], clues, places))
        {
            return;
        }

        foreach (var parts in several)
        {
            _resolver.TryResolve(parts, clues, places);
        }
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

    /// <summary>The names of a text, without what is no part of them.</summary>
    /// <param name="group">A text of one place or a list.</param>
    /// <param name="joined">Place of the last part that a word such as "and" stands before; -1 for none.</param>
    private List<string> Parts(string group, out int joined)
    {
        joined = -1;
        var parts = new List<string>();
        foreach (var part in group.Replace(" - ", ",", StringComparison.Ordinal).Replace(" – ", ",", StringComparison.Ordinal)
            .Split([',', '(', ')', '[', ']', ':'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var trimmed = part.Trim(' ', '-', '–', '.', '/', '&', '+', '*', '%');
            if (part.Length > 0 && part[^1] == '.' && trimmed.Contains('.'))
            {
                trimmed += ".";
            }

            var name = WithoutConnector(trimmed);
            joined = name.Length < trimmed.Length ? parts.Count : joined;
            trimmed = WithoutPostcode(WithoutMore(name));
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
                parts.Add(WithoutLead(trimmed));
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

    /// <summary>"must live in Florida" is Florida, and "in the US" the country, but not "in the middle of nowhere".</summary>
    private string WithoutLead(string part)
    {
        if (_words.LeadsOf(part) is { } leads)
        {
            foreach (var lead in leads)
            {
                // "IN" is Indiana.
                if (part.Length > lead.Length && part.StartsWith(lead, StringComparison.OrdinalIgnoreCase) && (lead.Length > 3 || char.IsLower(part[1]))
                    && WithoutLead(part[lead.Length..].TrimStart()) is var name && _resolver.IsKnown(name))
                {
                    return name;
                }
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
