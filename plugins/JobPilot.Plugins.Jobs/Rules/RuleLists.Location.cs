namespace JobPilot.Plugins.Jobs.Rules;

/// <content>The lists of places and of work modes.</content>
internal static partial class RuleLists
{
    private static IEnumerable<RuleList> Location()
    {
        const string Section = "normalize_location";
        var alias = new RuleField("alias", 1, "Name that the gazetteer does not have.") { IsKey = true };
        yield return new(Section, "country_aliases", "place-aliases.tsv", "place.country", [alias, Country("country", 2)], "Further names of countries.") { Kinds = ["country"] };
        yield return new(Section, "region_aliases", "place-aliases.tsv", "place.region",
            [alias, Code("region", 2, "ISO 3166-2 code.", "[A-Z]{2}-[A-Z0-9]{1,3}", "a region's code such as DE-BY")], "Further names of regions.")
        { Kinds = ["region"] };
        yield return new(Section, "city_aliases", "place-aliases.tsv", "place.city",
            [alias, new("city", 2, "Name in the gazetteer, mostly the English one."), Country("country", 3)], "Further names of cities.")
        { Kinds = ["city"] };
        yield return new(Section, "mode_words", "location-words.tsv", "location.mode", [Choice("mode", 0, "Mode of work.", Modes), Phrase(1)], "What a place's text says of the mode of work.") { Kinds = Modes };
        yield return Plain(Section, "mobile_words", "location-words.tsv", "location.mobile", "mobile", Phrase(1) with { Name = "text" }, "Words for mobile work: hybrid where the text names a city, else remote.");
        yield return Plain(Section, "denials", "location-words.tsv", "location.denial", "denial", Words(1), "Words directly before a mode of work that deny it: no.");
        yield return Plain(Section, "denials_behind", "location-words.tsv", "location.denial_behind", "denial_behind", Words(1), "Words behind a mode of work that deny it: not available.");
        yield return Plain(Section, "prefixes", "location-words.tsv", "location.prefix", "prefix", Words(1), "What may stand before a city's name: city of.");
        yield return Plain(Section, "suffixes", "location-words.tsv", "location.suffix", "suffix", Words(1), "What may stand behind a city's name: metropolitan area.");
        yield return Plain(Section, "areas", "location-words.tsv", "location.area", "area", Words(1), "Areas of several countries, which name no place: europe.");
        yield return Plain(Section, "time_zones", "location-words.tsv", "location.time_zone", "time_zone", Words(1), "Time zones, which name no place beside remote work: est.");
        yield return Plain(
            Section, "separators", "location-words.tsv", "location.separator", "separator",
            new("text", 1, "A sign, blanks around it meant, or words; accents count.") { IsKey = true, Form = RuleText.Lower }, "What stands between places, in the order in which it is tried: /, or.");
        yield return Plain(
            Section, "joiners", "location-words.tsv", "location.joiner", "joiner",
            new("text", 1, "Words; accents count.") { IsKey = true, Form = RuleText.Lower }, "Words that join the last places of a list where all are known, but stand in names too: y.");
        yield return Plain(
            Section, "leads", "location-words.tsv", "location.lead", "lead",
            new("text", 1, "Words; accents count.") { IsKey = true, Form = RuleText.Lower }, "Words before the name of a known place that are no part of it: must live in.");
        yield return Plain(
            Section, "limits", "location-words.tsv", "location.limit", "limit",
            new("text", 1, "Words; accents count.") { IsKey = true, Form = RuleText.Lower }, "Words behind a name that are no part of it: only.");
        yield return Plain(Section, "no_names", "location-words.tsv", "location.no_name", "no_name", Words(1) with { MostWords = 1 }, "Words with which a part of a place's text names no town: locations.");
        yield return Plain(
            Section, "no_name_endings", "location-words.tsv", "location.no_name_ending", "no_name_ending", Words(1, "Letters at the end."), "Letters with which no town's name ends: kreis.");
        yield return Plain(Section, "near_words", "location-words.tsv", "location.near", "near", Words(1) with { MostWords = 1 }, "Words before the town that a place lies near: near.");
        yield return Plain(Section, "quarters", "location-words.tsv", "location.quarter", "quarter", Words(1), "Words before a city of a million for a part of it, and no place by themselves: south west.");
        yield return new(Section, "languages", "location-words.tsv", "location.language",
        [
            Code("language", 1, "ISO 639-1 code.", "[a-z]{2}", "a language's code of two small letters") with { IsKey = true },
            new("countries", 2, "ISO 3166-1 alpha-2 codes of the countries that speak it, apart by blanks."),
        ], "Languages that are spoken in few countries: a bare name is looked for there first.")
        { Kinds = ["language"] };
        yield return new(Section, "work_modes", "work-mode.tsv", "work_mode",
        [
            new("trigger", 0, "Words that begin a word of the text.") { IsKey = true, Form = RuleText.Folded },
            Choice("side", 1, "Where one of the words must stand: directly behind the trigger, directly before it, within eight words before, behind or around it; longer: the trigger begins a longer word that goes on by none of the words; alone: no other word follows the trigger than one of the words; joins: the trigger stands between what says remote and what says on-site; or always.", "next", "prev", "before", "after", "near", "longer", "alone", "joins", "always") with { IsKey = true, IsOptional = true, Default = "always" },
            Many("words", 2, "Words of which one must stand there; none for always."),
            Choice("mode", 3, "Mode of work; none where the trigger means something else here.", [.. Modes, "none"]) with { IsKey = true },
            new("score", 4, "The mode with the highest score wins; one with 0 counts only where it is joined with another, as hybrid work.") { Range = (0, 5), IsOptional = true, Default = "5", Pattern = "[0-5]", PatternSays = "a whole number from 0 to 5" },
        ], "What title and description say of the mode of work. The first rule that fits a trigger decides.")
        { MayRepeat = true, IsPlainId = true };
    }
}
