using JobPilot.Plugins.Jobs.ClassifyJob;
using JobPilot.Plugins.Jobs.NormalizeSalary;

namespace JobPilot.Plugins.Jobs.Rules;

/// <summary>All lists of rules and words that a rule file may change.</summary>
internal static partial class RuleLists
{
    private const string AsText = "Words, in small or capital letters, with or without accents.";
    private static readonly string[] Modes = ["remote", "hybrid", "on_site"];
    private static readonly string[] Languages = ["en", "de", "fr", "es", "it", "nl", "pt", "sv", "da", "nb", "fi", "pl", "cs", "sk", "hu", "ro", "tr", "hr", "sl", "et", "lv", "lt", "vi", "id", "ca"];
    private static readonly string[] Periods = ["hour", "day", "week", "two_weeks", "four_weeks", "half_month", "month", "year", PayPeriods.Unclear];
    private static readonly string[] UnitRoles = ["unit", "unit_before", "no_unit", "field", "way", "beside"];
    private static readonly string[] Cues = ["preferred", "preferred_next", "required", "required_here", "other", "context", "not_next", "not_needed", "need", "no_skill"];

    /// <summary>The lists, those of a processor together, in order of the processors.</summary>
    public static IReadOnlyList<RuleList> All { get; } = MarkSigns(
    [
        .. Dates(),
        Headings(),
        .. Language(),
        .. Title(),
        .. Company(),
        .. Location(),
        .. Salary(),
        .. Skills(),
        .. Classification(),
        .. Quality(),
        .. Duplicates(),
    ]);

    /// <summary>Marks the lists of which a rule may be signs alone: what stands between words or numbers, signs of currencies and of gender marks. Nowhere else would signs be found.</summary>
    private static IReadOnlyList<RuleList> MarkSigns(IEnumerable<RuleList> lists) =>
    [
        .. lists.Select(static list => list.Name is "gender_words" or "genders" or "conjunctions" or "loose_words" or "attached_forms" or "separators" or "currency_symbols" or "connectors" or "fillers" or "experience_connectors" or "experience_range_behind"
            ? list with { Fields = [.. list.Fields.Select(static field => field with { MayBeSigns = true })] }
            : list),
    ];

    /// <summary>Type names of the processors that have lists.</summary>
    public static IReadOnlyList<string> Sections { get; } = [.. All.Select(list => list.Section).Distinct()];

    /// <summary>The list of a section; null where there is none of the name.</summary>
    public static RuleList? Find(string section, string name) => All.FirstOrDefault(list => list.Section == section && list.Name == name);

    private static RuleField Words(int column, string description = AsText) => new("text", column, description) { IsKey = true, Form = RuleText.Folded };

    /// <summary>A word that is compared as it stands, in small letters.</summary>
    private static RuleField Lower(int column) => new("text", column, "One word; accents count.") { IsKey = true, Form = RuleText.Lower, MostWords = 1 };

    private static RuleField Phrase(int column, int shortest = 1) => new("phrase", column, AsText) { IsKey = true, Form = RuleText.Folded, Shortest = shortest };

    /// <summary>A phrase that is looked for by its first letters, which are Latin.</summary>
    private static RuleField Latin(int column) => Phrase(column, 2) with { Pattern = "[a-z](?s:.)*", PatternSays = "a text that begins with a Latin letter" };

    private static RuleField Choice(string name, int column, string description, params string[] allowed) => new(name, column, description) { Allowed = allowed };

    private static RuleField Many(string name, int column, string description) => new(name, column, description) { IsOptional = true, Separator = '|', Form = RuleText.Folded };

    private static RuleField Code(string name, int column, string description, string pattern, string says) => new(name, column, description) { Pattern = pattern, PatternSays = says };

    private static RuleField Country(string name, int column) => Code(name, column, "ISO 3166-1 alpha-2 code.", "[A-Z]{2}", "a country's code of two capital letters");

    private static RuleList Plain(string section, string name, string file, string prefix, string kind, RuleField field, string description) =>
        new(section, name, file, prefix, [field], description) { Kinds = [kind] };

    private static IEnumerable<RuleList> Dates()
    {
        var word = new RuleField("word", 1, "One word.") { IsKey = true, Form = RuleText.Lower, MostWords = 1, Pattern = @"\p{L}[\p{L}'’-]*", PatternSays = "a word of letters" };
        yield return new("map_job", "date_units", "relative-dates.tsv", "date.unit",
            [word, Choice("unit", 2, "The unit of time that it names.", "minute", "hour", "day", "week", "month", "year")], "Words of '7 days ago' that name a unit of time, for the transform relative_date.")
        { Kinds = ["unit"] };
        yield return new("map_job", "date_days", "relative-dates.tsv", "date.day",
            [word, new("days", 2, "How many days ago it was.") { Range = (0, 3650), Pattern = "[0-9]+", PatternSays = "a whole number" }], "Words that name a day by themselves: yesterday.")
        { Kinds = ["day"] };
        yield return Plain("map_job", "date_ones", "relative-dates.tsv", "date.one", "one", word, "Words for one, as in 'a week ago'.");
    }

    private static RuleList Headings() => new("clean_text", "headings", "section-headings.tsv", "heading",
    [
        Choice("section", 0, "The section that it heads; other ends the one before.", "responsibilities", "requirements", "benefits", "other"),
        new("heading", 1, "A heading without its colon; case and signs do not count.") { IsKey = true, Form = RuleText.Lower },
    ], "Headings of a description's sections.");

    private static IEnumerable<RuleList> Language()
    {
        var languages = new RuleField("language", 0, "ISO 639-1 code of one of the languages that are told by letters.") { IsKey = true, Allowed = Languages };
        yield return new("detect_language", "words", "language-words.tsv", "language",
        [
            languages,
            Choice("kind", 1, "Whether it holds sentences together, or is a word of jobs.", "function", "job") with { IsOptional = true, Default = "job" },
            new("word", 2, "One word.") { IsKey = true, Form = RuleText.Lower, IsSpread = true, MostWords = 1 },
        ], "Words that speak for a language in short texts.")
        { Kinds = ["function", "job"], KindColumn = 1 };
        yield return new("detect_language", "loan_words", "language-words.tsv", "language.loan",
            [new("word", 2, "One word.") { IsKey = true, Form = RuleText.Lower, IsSpread = true, MostWords = 1 }], "English words that adverts in any language use.")
        { Kinds = ["loan"], KindColumn = 1 };
    }

    private static IEnumerable<RuleList> Title()
    {
        RuleList List(string name, string kind, string description, int most = int.MaxValue) =>
            Plain("normalize_title", name, "title-words.tsv", $"title.{kind}", kind, Words(1) with { MostWords = most }, description);
        yield return List("gender_words", "gender_word", "Letters and words of gender marks: m, w, d.");
        yield return List("grades", "grade", "Words and numerals of grade, which are left out.", 3);
        yield return List("flags", "flag", "Working time, contract, place of work and offers, which are left out.", 3);
        yield return List("segment_words", "segment_word", "Words that make the part between dashes or bars in which they stand no part of the title.", 1);
        yield return List("interns", "intern", "Words of internships and apprenticeships.");
        yield return List("heads", "head_alone", "Heads that stand before a comma and belong behind what follows it: manager, director.");
        yield return List("roles", "role", "Nouns that name a role.", 1);
        yield return List("phrases", "phrase", "Phrases that are no part of a title wherever they stand behind its beginning.");
        yield return List("openings", "opening", "What is said before a title: hiring for.");
        yield return List("tails", "tail", "Phrases that end a title with all that follows: job at.");
        yield return List("role_tails", "role_tail", "Phrases that end a title with all that follows where a role stands before them: at, im raum.");
        yield return List("closings", "closing", "What is said behind a title: position available.");
        yield return List("no_tails", "no_tail", "Words behind such a phrase that belong to the title: at sea.");
        yield return List("starts", "start", "Words before the day that work begins: ab, from.");
        yield return List("months", "month", "Months and seasons.", 1);
        yield return List("conjunctions", "conjunction", "Words that join the last item of a list: and, und.", 1);
        yield return new("normalize_title", "genders", "title-words.tsv", "title.gender",
            [new("ending", 1, "Ending of a word, - for none.") { IsKey = true, Form = RuleText.Folded }, new("other", 2, "Ending of the other gender.") { IsKey = true, Form = RuleText.Folded }],
            "Endings of words and those of the other gender: eur and euse.")
        { Kinds = ["feminine"] };
        yield return Plain(
            "normalize_title", "gender_endings", "title-words.tsv", "title.ending", "ending",
            new("text", 1, "A sign and the letters behind it.") { IsKey = true, Form = RuleText.Lower, Shortest = 2, MostWords = 1, Pattern = @"[^\p{L}\p{N}\s].*", PatternSays = "a sign with letters behind it" },
            "Endings of the other gender that are written behind a word: (a), :in, /-r.");
        yield return List("gender_marks", "gender_mark", "Gender marks in one word: mwd.", 1);
        yield return List("front_grades", "front_grade", "Grades (name them there too) that are the noun itself at the end, and a grade only in front of a role: lead.", 1);
        yield return List("lead_trades", "lead_trade", "Words behind 'lead' that make it a thing: lead generation.", 1);
        yield return List("role_grades", "role_grade", "Grades (name them there too) that go only where a role stands beside them: expert.", 1);
        yield return Plain(
            "normalize_title", "kept_words", "title-words.tsv", "title.kept", "kept", Words(1) with { MostWords = 3, Pattern = @".*\S\s+\S.*", PatternSays = "two or three words" },
            "Two or three words in which a word of grade or flag is none: senior living, remote sensing.");
        yield return List("grade_joints", "grade_joint", "Words that join two grades, beside the conjunctions: junior to senior.", 1);
        yield return Plain("normalize_title", "loose_words", "title-words.tsv", "title.loose", "loose", Lower(1), "Words that are left at the end once what stood behind them is gone: in, für.");
        yield return Plain(
            "normalize_title", "plural_endings", "title-words.tsv", "title.plural", "plural",
            new("text", 1, "Letters that end in s.") { IsKey = true, Form = RuleText.Lower, Shortest = 2, MostWords = 1, Pattern = @"\p{L}*s", PatternSays = "letters that end in s" }, "Endings of plurals of roles, whose s goes: ers.");
        yield return List("no_shares", "no_share", "Words behind a percentage that is no share of a week: '100% remote'.");
        yield return Plain("normalize_title", "small_words", "title-words.tsv", "title.small", "small", Lower(1), "Words that are written small within a title that was all capitals: and, für.");
        yield return Plain(
            "normalize_title", "abbreviations", "title-words.tsv", "title.abbreviation", "abbreviation",
            new("text", 1, "One word of four letters or more, in capitals.") { IsKey = true, MostWords = 1, Pattern = "[A-Z0-9]{4,}", PatternSays = "a word of four capitals or more" },
            "Words that stay in capitals where a title is all capitals.");
    }

    private static IEnumerable<RuleList> Company()
    {
        RuleList List(string name, string kind, string description, RuleText form) => Plain(
            "normalize_company", name, "companies.tsv", $"company.{kind}", kind, new("text", 1, "Text, as names have it.") { IsKey = true, Form = form }, description);
        yield return List("legal_forms", "form", "Legal forms behind a name; dots and case do not count.", RuleText.AsWritten);
        yield return List("dotted_forms", "dotted_form", "Legal forms that count only where they are written with dots: P.A.", RuleText.AsWritten);
        yield return List("inner_forms", "inner_form", "Legal forms (name them there too) behind which words of the name may stand: e.V.", RuleText.AsWritten);
        yield return List("word_forms", "word_form", "Legal forms (name them there too) that are a word of a short name, and count only behind two words or more: Co.", RuleText.AsWritten);
        yield return List("asides", "aside", "Words behind a legal form that only say more about the company: dba.", RuleText.Folded);
        yield return List("leading_forms", "leading_form", "Legal forms before a name.", RuleText.AsWritten);
        yield return List("attached_forms", "attached_form", "Legal forms that are written together with the name.", RuleText.AsWritten);
        yield return List("placeholders", "placeholder", "Texts that name no company: confidential, n/a.", RuleText.Folded);
        yield return List("agency_words", "agency_word", "Words of which one in a name makes it that of an agency that recruits for others.", RuleText.Folded);
        yield return List("agencies", "agency", "Agencies, by what their names begin with.", RuleText.Folded);
    }

    private static IEnumerable<RuleList> Salary()
    {
        const string Section = "normalize_salary";
        const string Shared = "a currency's code of three capital letters, or $, ¥ or kr, of which the country decides";
        var currency = Code("currency", 2, "ISO 4217 code.", "[A-Z]{3}", "a currency's code of three capital letters");
        yield return new(Section, "currency_symbols", "currencies.tsv", "salary.symbol",
            [new("symbol", 1, "Sign before or behind an amount.") { IsKey = true, Form = RuleText.Folded }, currency with { Pattern = "[A-Z]{3}|[$¥]|kr", PatternSays = Shared }],
            "Signs of currencies.")
        { Kinds = ["symbol"] };
        yield return new(Section, "currency_words", "currencies.tsv", "salary.currency", [new("word", 1, "Word or code.") { IsKey = true, Form = RuleText.Folded, MostWords = 1 }, currency with { Pattern = "[A-Z]{3}|[$¥]|kr", PatternSays = Shared }], "Words of currencies.") { Kinds = ["word"] };
        yield return new(Section, "country_currencies", "currencies.tsv", "salary.country", [Country("country", 1) with { IsKey = true }, currency], "What a bare amount is in, by the country.") { Kinds = ["country"] };
        RuleField Size(string name, int column, string description) => new(name, column, description) { Range = (1, 1_000_000_000) };
        yield return new(Section, "pay_sizes", "currencies.tsv", "salary.size",
        [
            currency with { Column = 1, IsKey = true },
            Size("year", 2, "Least amount that is by the year where no period is named."),
            Size("month", 3, "Least amount that is by the month."),
            Size("hour", 4, "Most that is by the hour; what lies between that and the month is of no period."),
        ], "What amounts without a period are for, by the currency.")
        { Kinds = ["size"] };
        yield return new(Section, "periods", "salary-words.tsv", "salary.period", [Phrase(1), Choice("period", 2, "The period that it names.", Periods)], "Words that say for what time pay is.") { Kinds = ["period"] };
        RuleList List(string name, string kind, string description) => Plain(Section, name, "salary-words.tsv", $"salary.{kind}", kind, Words(1), description);
        yield return List("pay", "pay", "Words near an amount that say that it is pay.");
        yield return List("pay_hints", "pay_hint", "Words near an amount that make pay likely, and do not outweigh one that says otherwise: offer.");
        yield return List("not_before", "not_before", "Words before an amount that is no pay: voucher worth. One that begins with an asterisk may be the end of a longer word.");
        yield return List("not_after", "not_after", "Words behind an amount that is no pay: stipend. One that begins with an asterisk may be the end of a longer word.");
        yield return List("business", "business", "Words on either side of what a business earns, spends and sells: revenue.");
        yield return List("on_top", "on_top", "Words on either side of what is paid on top; larger amounts are pay: bonus.");
        yield return List("premiums", "premium", "Names of what the hour or the shift is paid on top: the amount directly beside one is no pay. One that begins with an asterisk may be the end of a longer word.");
        yield return List("besides", "besides", "What a plus sign behind an amount adds to it: benefits of '70k+ benefits'.");
        yield return List("counted", "counted", "What a number without a currency counts: users.");
        yield return List("each", "each", "Words behind an amount that is for one of what follows them; where that is no time, it is no pay: per.");
        yield return List("ceilings", "ceiling", "Words before an amount that is the most: up to.");
        yield return List("floors", "floor", "Words before an amount that is the least: from.");
        yield return List("ceilings_behind", "ceiling_behind", "Words behind an amount that is the most: or less.");
        yield return List("floors_behind", "floor_behind", "Words behind an amount that is the least: or more.");
        yield return List("floor_names", "floor_name", "Names of pay that is the least, anywhere before an amount in its sentence: minimum salary.");
        yield return List("base_names", "base_name", "Names of fixed pay, directly beside an amount: it is the pay where another is earned on target.");
        yield return List("target_names", "target_name", "Names of what is earned on target, directly beside an amount: OTE.");
        yield return List("working_time", "working_time", "Words before a period that says how long one works: hours of '40 hours per week'.");
        yield return new(Section, "connectors", "salary-words.tsv", "salary.connector",
        [
            Words(1, "Words or a sign."),
            Choice("needs", 2, "What must stand besides: lead for a word such as between before the amounts, currency for that or a currency at one of them. Without it, nothing.", "currency", "lead") with { IsOptional = true },
        ], "What stands between the two amounts of a range: to, -.")
        { Kinds = ["connector"] };
        yield return List("qualifiers", "qualifier", "Words that may stand between an amount and what joins it to the other of a range: gross.");
        yield return List("range_leads", "range_lead", "Words before a range: between.");
        yield return List("fillers", "filler", "What may stand between a ceiling or floor and its amount: circa.");
        yield return Plain(
            Section, "additions", "salary-words.tsv", "salary.addition", "addition",
            Words(1, "Letters that begin a word of the text; a blank at their end is the end of a word."), "What follows them comes on top of the amount, and says nothing of it: plus.");
        yield return new(Section, "scales", "salary-words.tsv", "salary.scale",
        [
            new("word", 1, "Word or letters behind a number.") { IsKey = true, Form = RuleText.Folded, MostWords = 1 },
            new("times", 2, "What the number is multiplied by; 0 for what is no one's pay, such as million.") { Range = (0, 10_000_000) },
        ], "Words that multiply the number before them: k, lakh.")
        { Kinds = ["scale"] };
        yield return List("attached", "attached", "What may be written onto an amount: pa of 60000pa.");
    }

    private static IEnumerable<RuleList> Skills()
    {
        const string Section = "extract_skills";
        yield return new(Section, "skills", "skills.tsv", "skill",
        [
            new("name", 1, "Canonical name, as it is written into the listing.") { IsKey = true },
            Choice("kind", 0, "Kind of the skill.", "technology", "knowledge", "ability") with { IsOptional = true, Default = "knowledge" },
            Many("aliases", 2, "Other names.") with { Form = RuleText.AsWritten },
            Many("common", 3, "Names that are common words too: they count only as written, beside another technology or behind a word such as 'experience with'.") with { Form = RuleText.AsWritten },
        ], "Skills by name.");
        yield return new(Section, "not_skills", "not-skills.tsv", "not_skill", [new("name", 0, "Name, or words of a text.") { IsKey = true, Form = RuleText.Folded }], "What is never a skill, whoever finds it.");
        yield return new(Section, "cues", "skill-cues.tsv", "skill_cue", [Choice("role", 0, "What it says of the skills around it.", Cues) with { IsKey = true }, Phrase(1)], "Words that say how far skills are asked for.") { MayRepeat = true };
        yield return new(Section, "units", "skill-units.tsv", "skill_unit", [Choice("role", 0, "What it says of the fields of work around it.", UnitRoles) with { IsKey = true }, Phrase(1)], "Parts of an organisation that a posting works with: a field of work that only names one is no skill.") { MayRepeat = true };
        yield return new(Section, "link_phrases", "skill-phrases.tsv", "skill_link",
            [new("phrase", 0, "What postings say.") { IsKey = true, Form = RuleText.Folded }, new("words", 1, "Words that it is looked up by in the taxonomy.") { Form = RuleText.Folded }],
            "What postings say and what it is looked up by in a taxonomy of skills.")
        { MayRepeat = true };
    }

    private static IEnumerable<RuleList> Classification()
    {
        const string Section = "classify_job";
        var notBefore = Many("not_before", 2, "Words that must not stand directly before it.");
        var notAfter = Many("not_after", 3, "Words that must not stand directly behind it.");
        yield return new(Section, "seniority", "seniority.tsv", "seniority",
        [
            Choice("level", 0, "Level of seniority.", SeniorityRules.Levels),
            Phrase(1, 2), notBefore, notAfter,
            Many("only", 4, "Words of which one must follow anywhere; *end: nothing follows in its part of the title."),
        ], "Seniority by words of the title. A rule that you add is asked before the shipped ones.")
        { Kinds = SeniorityRules.Levels };
        yield return Plain(Section, "aides", "seniority.tsv", "seniority.aide", "aide", Words(1), "Words in front of one whose grade is not the title's, but that of whom it works for: assistant to.");
        yield return Plain(Section, "aides_behind", "seniority.tsv", "seniority.aide_behind", "aide_behind", Words(1), "The same directly behind: 's assistant.");
        yield return new(Section, "education", "education.tsv", "education",
        [
            Choice("level", 0, "Level of education.", ClassifyJob.EducationRule.Levels),
            Latin(1), notBefore with { Description = "Words that must not stand within three words before it." }, notAfter,
            Many("only", 4, "Words of which one must stand directly behind it."),
        ], "Levels of education by words of the description.")
        { Kinds = ClassifyJob.EducationRule.Levels };
        yield return Plain(Section, "education_not_needed", "education.tsv", "education.not_needed", "not_needed", Words(1), "Words directly before a level that is not asked for: do not need a.");
        yield return Plain(Section, "education_not_asked", "education.tsv", "education.not_asked", "not_asked", Words(1), "Words behind a level, in its part of the sentence, that is not asked for: not required.");
        yield return new(Section, "employment_types", "employment-types.tsv", "employment_type",
        [
            Choice("type", 0, "Type of employment.", "full_time", "part_time", "contract", "temporary", "internship", "volunteer", "per_diem", "other"),
            Phrase(1, 2) with { Description = "Words; in a description they are found only where they begin with a Latin letter." },
            new("where", 2, "Where it counts: in the source's own field, in the title, in the description.") { Separator = ' ', Allowed = ["value", "title", "text"], IsOptional = true, Default = "value title text" },
            notBefore with { Column = 3, Description = "Words that must not stand directly before it in a title or description." },
            notAfter with { Column = 4, Description = "Words that must not stand directly behind it in a title or description." },
        ], "Types of employment.");
        RuleList List(string name, string kind, RuleField field, string description) => Plain(Section, name, "experience.tsv", $"experience.{kind}", kind, field, description);
        yield return List("experience_units", "unit", Latin(1) with { Name = "text" }, "Words for years.");
        yield return List("experience_stems", "stem", Words(1), "Parts of words that say that it is experience.");
        yield return List("experience_not_before", "not_before", Words(1), "Words before years that are no demand.");
        yield return List("experience_not_after", "not_after", Words(1), "Words behind years that are no demand.");
        yield return List("experience_minimum", "minimum", Words(1), "Words before years that are a demand: at least.");
        yield return List("experience_follow", "follow", Words(1), "Words that may stand behind years where no stem does.");
        yield return new(Section, "experience_numbers", "experience.tsv", "experience.number",
        [
            new("word", 1, "One word of Latin letters.") { IsKey = true, Form = RuleText.Folded, MostWords = 1, Pattern = "[a-z]+", PatternSays = "one word of Latin letters" },
            new("number", 2, "The number that it is.") { Range = (0.5, 30) },
            Choice("ending", 3, "one_letter where one letter more may stand behind it: eine beside ein.", "one_letter") with { IsOptional = true },
        ], "Numbers in words.")
        { Kinds = ["number"] };
        yield return List("experience_open_ends", "open_end", Words(1), "Words behind a number that make it the least: or more.");
        yield return List("experience_connectors", "connector", Words(1, "Words or a sign."), "What stands between two numbers of years: to, -.");
        yield return List("experience_maximum", "maximum", Words(1), "Words before a number that make it the most: up to.");
        yield return List("experience_open_behind", "open_behind", Words(1), "Words behind years that make them the least: 4 years or more.");
        yield return List("experience_range_behind", "range_behind", Words(1, "Words or a sign."), "What stands between 1 year and 2 years where the word is said twice: to less than.");
        yield return List("experience_demand_behind", "demand_behind", Words(1), "Words later in the part of the sentence that make years a demand: required.");
        yield return List("experience_spans", "span", Words(1), "Words before years with a plus and without a stem that make them a stretch of time: for.");
        yield return List("experience_employer_subjects", "employer_subject", Words(1), "Words of a sentence on the employer: we are a.");
        yield return List("experience_employer_verbs", "employer_verb", Words(1), "Words directly before years that, behind an employer_subject, make them the employer's own: with.");
        yield return List("experience_applicants", "applicant", Words(1), "Words of a sentence on the applicant, in which years are not the employer's: looking for.");
        yield return List("experience_employer_leads", "employer_lead", Words(1), "Words that begin a sentence on the employer's own years: with.");
        yield return List(
            "experience_employers", "employer", Words(1, "Letters that begin a word of the text; a blank at their end is the end of a word."), "Words behind years that, behind an employer_lead, make them the employer's own: our.");
    }

    private static IEnumerable<RuleList> Duplicates()
    {
        const string Name = "One word, or letters with dots; accents do not count.";
        RuleList List(string name, string kind, RuleField field, string description) => Plain("deduplicate", name, "duplicate-words.tsv", $"duplicate.{kind}", kind, field, description);
        RuleField Word(string name, int column, string describes) => new(name, column, describes) { IsKey = true, Form = RuleText.Lower, MostWords = 1, Pattern = @"[\p{L}\p{N}.+#]*[\p{L}\p{N}+#][\p{L}\p{N}.+#]*", PatternSays = "one word" };
        RuleField Text(string describes) => new("text", 1, describes) { IsKey = true, Form = RuleText.Lower };
        yield return List("legal_forms", "legal_form", Word("text", 1, Name), "Legal forms at the end of a company's name, which do not count.");
        yield return List("name_ends", "name_end", Word("text", 1, Name), "Those of the legal forms that end a company's name wherever they stand: what follows them does not count either.");
        yield return List("countries", "country", Word("text", 1, Name), "Countries at the end of a company's name, which do not count.");
        yield return List("place_fillers", "place_filler", Words(1) with { MostWords = 1 }, "Words of a place that name none: anywhere.");
        yield return List("requisition_names", "requisition", Text("Words and signs; accents count.") with { Shortest = 3 }, "What stands before an employer's number of the opening: job id.");
        yield return List("reference_names", "reference", Text("Words and signs, as under requisition_names.") with { Shortest = 3 }, "Those of the requisition names before numbers that a board or agency may have given: two that differ keep nothing apart, and one joins only titles that share a word.");
        yield return List("full_time", "full_time", Words(1) with { Shortest = 3 }, "Phrases of titles of work in full time.");
        yield return List("part_time", "part_time", Words(1) with { Shortest = 3 }, "Phrases of titles of work in part time, which is another opening than one in full time.");
        yield return List("city_leads", "city_lead", Text("Letters as they stand in the text, blanks too; accents count."), "What stands before a city in a description: ' in '.");
        yield return new("deduplicate", "title_words", "duplicate-words.tsv", "duplicate.word",
        [
            Word("word", 1, "One word of titles, as it is written; accents do not count."),
            new("means", 2, "Words that it is read as.") { Form = RuleText.Lower, Pattern = @"[\p{L}\p{N} ]+", PatternSays = "words of letters and digits" },
        ], "Words of titles that are read as others: sr and senior.")
        { Kinds = ["word"] };
        yield return List("dropped_words", "dropped", Word("text", 1, Name), "Words of titles that do not count: hiring.");
        yield return List("dropped_phrases", "phrase", Text("Words and signs; accents count.") with { Shortest = 2 }, "Phrases of titles that do not count: home office.");
        yield return List(
            "gender_endings", "ending", Text("A sign and the letters behind it.") with { MostWords = 1, Pattern = "[/*:_|].+", PatternSays = "one of / * : _ | with letters behind it" }, "Endings of the other gender in titles: :in.");
        yield return List("tracking", "tracking", Text("Name of a parameter.") with { MostWords = 1, Pattern = "[^&=?]+", PatternSays = "a parameter's name" }, "Parameters of an apply address that only tell where the visitor came from.");
        yield return List("shared_hosts", "shared_host", Text("Name of a host, without www.") with { MostWords = 1, Pattern = "[a-z0-9.-]+", PatternSays = "a host's name" }, "Hosts whose addresses may be those of many openings: forms.gle.");
        yield return List("shared_pages", "shared_page", Text("Last part of a path.") with { MostWords = 1, Pattern = "[^/?#]+", PatternSays = "the last part of a path" }, "Last parts of addresses that may be those of many openings: careers.");
    }

    private static IEnumerable<RuleList> Quality()
    {
        yield return new("score_quality", "flags", "quality-flags.tsv", "flag",
        [
            new("flag", 0, "Name of the flag.") { IsKey = true, Pattern = "[a-z][a-z0-9_]*", PatternSays = "a name in lower_snake_case" },
            new("cost", 1, "What it costs of the score.") { Range = (0, 1) },
            new("says", 2, "What the description does that has one of its phrases, as in 'asks for money'.") { IsOptional = true },
        ], "Flags of quality and what each costs; one that is removed is not raised. A flag of your own is raised by its phrases.");
        yield return new("score_quality", "denials", "denials.tsv", "denial",
            [new("text", 0, "Letters of the sentence; a blank at either end is an end of a word.") { IsKey = true, Form = RuleText.Lower }], "What makes a warning of the phrases behind it in the sentence: never.");
        yield return new("score_quality", "phrases", "scam-phrases.tsv", "phrase",
            [new("flag", 0, "The flag that it raises.") { RefersTo = "flags" }, Phrase(1, 3) with { Form = RuleText.Lower }], "Phrases of a description that raise a flag.");
    }
}
