using System.Text.Json.Nodes;
using JobPilot.Plugins.Jobs.CleanText;
using JobPilot.Plugins.Jobs.Listing;
using JobPilot.Plugins.Jobs.Rules;

namespace JobPilot.Plugins.Jobs.NormalizeLocation;

/// <summary>
/// Refines <c>locations</c> by the gazetteer and fills <c>work_mode</c> and <c>remote_countries</c>. The mode is taken from the place, then the
/// title, then the source's flag, then the description.
/// </summary>
[Processor("normalize_location", typeof(NormalizeLocationOptions), Description = "Finds city, region, country, coordinates and the mode of work.")]
public sealed class NormalizeLocationProcessor : IProcessor
{
    private const string Version = "/1";
    private const int MostKnown = 8192;
    private const int LongestJoined = 200;
    private const double FarAway = 100;
    private readonly NormalizeLocationOptions _options;
    private readonly RuleSet _rules;
    private readonly Lazy<LocationParser> _parser;
    private readonly Lazy<WorkModeReader> _modes;

    /// <summary>What the shipped rules say, where the user's change them: to tell which of the two a result is of.</summary>
    private readonly Lazy<LocationParser>? _shipped;
    private readonly KeptValues<(string Text, PlaceClues Clues), ParsedLocation> _known = new(MostKnown);

    /// <summary>By the fields themselves, since most postings have them; all else that tells clues apart is told by them.</summary>
    private readonly KeptValues<(string? City, string? Region, string? Country, string? Language), (string Text, ParsedLocation? Parsed)> _joined = new(MostKnown);

    /// <summary>Makes the processor.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="context">What the host hands out.</param>
    /// <exception cref="FaultException">A rule file cannot be read, or is wrong.</exception>
    public NormalizeLocationProcessor(NormalizeLocationOptions options, ComponentContext context)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        _options = options;
        _rules = RuleBook.Open("normalize_location", options.Rules, context);
        _parser = new Lazy<LocationParser>(() => LocationParser.Of(_rules));
        _modes = new Lazy<WorkModeReader>(() => WorkModeReader.Of(_rules));
        _shipped = _rules.Changes(Gazetteer.Aliases) || _rules.Changes(LocationWords.File) ? new Lazy<LocationParser>(() => LocationParser.Of(RuleSet.Shipped)) : null;
    }

    /// <inheritdoc />
    public Outcome Process(Record record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (ListingShape.Fault(record, ListingPaths.Provenance) is { } fault)
        {
            return Outcome.Reject(fault);
        }

        (string? Mode, string? Rule) mode = default;
        List<string>? countries = null;
        var count = record.GetCount(ListingPaths.Locations);
        if (count > 0)
        {
            var listed = new List<ListedPlace>(count);
            for (var i = 0; i < count; i++)
            {
                ReadPlace(record, i, listed, ref countries, ref mode);
            }

            LocationWriter.Write(record, listed, count);
        }

        SetWorkMode(record, mode, countries);
        return Outcome.Keep;
    }

    private void ReadPlace(Record record, int index, List<ListedPlace> listed, ref List<string>? countries, ref (string? Mode, string? Rule) mode)
    {
        var paths = LocationPaths.At(index);
        var (raw, city, region, country) = (record.GetString(paths.Raw), record.GetString(paths.City), record.GetString(paths.Region), record.GetString(paths.Country));
        var (latitude, longitude, id) = (record.GetNumber(paths.Latitude), record.GetNumber(paths.Longitude), record.GetInteger(paths.GeonamesId));
        var code = country?.Trim() is { Length: 2 } letters ? letters.ToUpperInvariant() : null;
        var language = record.GetString(ListingPaths.DescriptionLanguage);
        var clues = new PlaceClues(code ?? _options.Country, code is not null, language is not null && LocationWords.Instance.Languages.ContainsKey(language) ? language : null);
        var (fields, parsed) = city is null && region is null ? (raw ?? country, null) : Joined(city, region, country, clues);
        if (fields is { Length: 2 } && clues is { Country: null, Language: null } && StateList.IsAsOftenCountry(fields))
        {
            clues = clues with { Hint = CountryHint.Of(record) };
        }

        if (string.IsNullOrWhiteSpace(fields))
        {
            AddAsGiven(record, index, listed, new ListedPlace(raw, city, region, country, latitude, longitude, id), country);
            return;
        }

        parsed ??= Parse(fields, clues);
        var speaking = raw is null || raw == fields ? parsed : Parse(raw, clues);
        var said = speaking.WorkMode;
        var isOfRaw = city is null && (region is null || NamesCityOf(speaking, parsed));
        parsed = isOfRaw ? speaking : parsed;
        mode = mode.Mode is null ? (said, speaking.WorkModeRule) : mode;
        if (parsed.Places.Count == 0)
        {
            AddAsGiven(record, index, listed, new ListedPlace(raw, city, region, code ?? country, latitude, longitude, id), country);
            return;
        }

        for (var at = 0; at < parsed.Places.Count; at++)
        {
            // Coordinates that the source gives are those of the workplace.
            var place = parsed.Places[at];
            var isFirst = ReferenceEquals(place, parsed.Places[0]);
            var keepsPoint = isFirst && latitude is { } north && longitude is { } east && !IsMissing(north, east, place.Found);
            var pointer = LocationPaths.At(listed.Count).Pointer;
            listed.Add(new ListedPlace(
                raw ?? fields,
                place.City ?? (isFirst ? city : null),
                place.Region,
                place.Country ?? code,
                keepsPoint ? latitude : place.Found?.Latitude,
                keepsPoint ? longitude : place.Found?.Longitude,
                place.Found is { GeonamesId: > 0 } found ? found.GeonamesId : null));
            Provenance.Add(record, pointer, isOfRaw ? paths.Raw.Text : paths.City.Text, place.Rule + Version, place.Confidence);
            if (said == "remote" && place.Country is not null && countries?.Contains(place.Country) != true)
            {
                (countries ??= []).Add(place.Country);
            }
        }
    }

    /// <summary>Whether the raw text names the city that the fields leave out, in their region and country: "Austin, TX" beside "Texas".</summary>
    private static bool NamesCityOf(ParsedLocation raw, ParsedLocation fields) =>
        raw.Places.Count > 0 && fields.Places.Count == 1 && fields.Places[0] is { Found: null } area
        && raw.Places.All(place => place.Found is not null && place.Country == area.Country && (area.Region is null || place.Region == area.Region));

    /// <summary>Whether a coordinate of 0 stands for one that is not known: the point is far from the city that is named, or none is and both are 0.</summary>
    private static bool IsMissing(double latitude, double longitude, City? city) =>
        (latitude == 0 || longitude == 0) && (city is null ? latitude == longitude : city.DistanceTo(latitude, longitude) > FarAway);

    /// <summary>A place that the gazetteer does not know. It is noted where it does not stand as the source gave it: other places before it were several.</summary>
    private static void AddAsGiven(Record record, int index, List<ListedPlace> listed, ListedPlace place, string? country)
    {
        if (listed.Count != index || place.Country != country)
        {
            Provenance.Add(record, LocationPaths.At(listed.Count).Pointer, LocationPaths.At(index).Item.Text, "place.as_given" + Version, 1);
        }

        listed.Add(place);
    }

    /// <summary>The fields of a place as one text, and what that says; null where they are blank.</summary>
    private (string Text, ParsedLocation? Parsed) Joined(string? city, string? region, string? country, in PlaceClues clues)
    {
        if (_joined.TryGet((city, region, country, clues.Language), out var known))
        {
            return known;
        }

        var text = string.Join(", ", new[] { city, region, country }.Where(part => !string.IsNullOrWhiteSpace(part)));
        known = (text, string.IsNullOrWhiteSpace(text) ? null : Parse(text, clues));
        if (text.Length <= LongestJoined)
        {
            _joined.Add((city, region, country, clues.Language), known);
        }

        return known;
    }

    private ParsedLocation Parse(string text, PlaceClues clues)
    {
        if (_known.TryGet((text, clues), out var parsed))
        {
            return parsed;
        }

        var clean = HtmlText.CleanLine(text);
        parsed = Marked(_parser.Value.Parse(clean, clues), clean, clues);
        _known.Add((text, clues), parsed);
        return parsed;
    }

    /// <summary>Names the user's rule where the shipped ones would have found something else.</summary>
    private ParsedLocation Marked(ParsedLocation parsed, string text, PlaceClues clues)
    {
        if (_shipped?.Value.Parse(text, clues) is not { } shipped || (shipped.WorkMode == parsed.WorkMode && shipped.Places.SequenceEqual(parsed.Places)))
        {
            return parsed;
        }

        var rule = _rules.Responsible(text, Gazetteer.Aliases, LocationWords.File);
        return new ParsedLocation(shipped.Places.SequenceEqual(parsed.Places) ? parsed.Places : [.. parsed.Places.Select(place => place with { Rule = rule })], parsed.WorkMode)
        {
            WorkModeRule = shipped.WorkMode == parsed.WorkMode ? null : rule,
        };
    }

    private void SetWorkMode(Record record, (string? Mode, string? Rule) place, List<string>? countries)
    {
        if (place.Mode is { } mode)
        {
            record.Set(ListingPaths.WorkMode, mode);
            Provenance.Add(record, "/work_mode", "locations[0].raw", (place.Rule ?? "work_mode.location") + Version, 0.95);
            if (mode == "remote" && countries is not null)
            {
                record.Set(ListingPaths.RemoteCountries, new JsonArray([.. countries.Select(country => JsonValue.Create(country))]));
                Provenance.Add(record, "/remote_countries", "locations[0].raw", "work_mode.location_countries" + Version, 0.85);
            }

            return;
        }

        if (Read(record, ListingPaths.TitleRaw, ListingPaths.Title) is { } inTitle)
        {
            Set(record, inTitle, "title_raw");
        }
        else if (!record.Has(ListingPaths.WorkMode) && _options.ReadText && Read(record, ListingPaths.DescriptionText, null) is { } inText)
        {
            Set(record, inText, "description.text");
        }
    }

    private WorkModeFinding? Read(Record record, FieldPath path, FieldPath? otherwise) =>
        (record.GetString(path) ?? (otherwise is null ? null : record.GetString(otherwise))) is { Length: > 0 } text ? _modes.Value.Read(text) : null;

    private static void Set(Record record, WorkModeFinding found, string from)
    {
        record.Set(ListingPaths.WorkMode, found.Mode);
        Provenance.Add(record, "/work_mode", $"{from}[{found.Start}..{found.Start + found.Length}]", found.Rule + Version, found.Confidence);
    }
}
