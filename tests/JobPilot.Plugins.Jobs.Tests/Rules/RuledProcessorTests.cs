using System.Text.Json.Nodes;
using JobPilot.Plugins.Jobs.ClassifyJob;
using JobPilot.Plugins.Jobs.CleanText;
using JobPilot.Plugins.Jobs.DetectLanguage;
using JobPilot.Plugins.Jobs.ExtractSkills;
using JobPilot.Plugins.Jobs.MapJob;
using JobPilot.Plugins.Jobs.NormalizeCompany;
using JobPilot.Plugins.Jobs.NormalizeLocation;
using JobPilot.Plugins.Jobs.NormalizeSalary;
using JobPilot.Plugins.Jobs.NormalizeTitle;
using JobPilot.Plugins.Jobs.Rules;
using JobPilot.Plugins.Jobs.ScoreQuality;
using JobPilot.Plugins.Jobs.Tests.Listing;
using JobPilot.Testing;

namespace JobPilot.Plugins.Jobs.Tests.Rules;

/// <summary>What a rule file does to a listing, processor by processor: a rule more, another one in the place of a shipped one, a shipped one less.</summary>
public sealed class RuledProcessorTests : IDisposable
{
    private readonly RuleFolder _folder = new();

    [Theory]
    [InlineData("", "Ninja Welder", "Ninja Welder", "title.core/1")]
    [InlineData("grades: { add: [Ninja] }", "Ninja Welder", "Welder", "my.yaml#title.grade.ninja/1")]
    [InlineData("grades: { add: [{ id: n, text: ninja }] }", "Ninja Welder", "Welder", "my.yaml#n/1")]
    [InlineData("grades: { add: [{ id: n, text: ninja }] }", "Senior Welder", "Welder", "title.core/1")]
    [InlineData("grades: { replace: [{ id: title.grade.senior, text: ninja }] }", "Senior Ninja Welder", "Senior Welder", "my.yaml#title.grade.senior/1")]
    [InlineData("grades: { remove: [title.grade.senior] }", "Senior Welder", "Senior Welder", "my.yaml#title.grade.senior/1")]
    [InlineData("gender_endings: { add: [':innenx'] }", "Koch:innenx", "Koch", "my.yaml#title.ending.:innenx/1")]
    [InlineData("gender_endings: { remove: ['title.ending.:in'] }", "Manager:in Vertrieb", "Manager:in Vertrieb", "my.yaml#title.ending.:in/1")]
    [InlineData("gender_marks: { add: [wmx] }", "Koch wmx", "Koch", "my.yaml#title.gender_mark.wmx/1")]
    [InlineData("loose_words: { add: [sofort] }\n  flags: { add: [abends] }", "Koch sofort abends", "Koch", "my.yaml#title.loose.sofort/1")]
    [InlineData("plural_endings: { remove: [title.plural.ists] }", "Florists", "Florists", "my.yaml#title.plural.ists/1")]
    [InlineData("plural_endings: { add: [stas] }", "Night Baristas", "Night Barista", "my.yaml#title.plural.stas/1")]
    [InlineData("front_grades: { remove: [title.front_grade.lead] }", "Marketing Lead", "Marketing", "my.yaml#title.front_grade.lead/1")]
    [InlineData("lead_trades: { add: [Fabrication] }", "Lead Fabrication Manager", "Lead Fabrication Manager", "my.yaml#title.lead_trade.fabrication/1")]
    [InlineData("role_grades: { add: [senior] }", "Senior Beekeeping", "Senior Beekeeping", "my.yaml#title.role_grade.senior/1")]
    [InlineData("no_shares: { add: [abroad] }", "Welder 100% abroad", "Welder 100% abroad", "my.yaml#title.no_share.abroad/1")]
    [InlineData("small_words: { add: [VON] }", "LEITUNG VON GRUPPEN", "Leitung von Gruppen", "my.yaml#title.small.von/1")]
    [InlineData("abbreviations: { add: [HANA] }", "HANA CONSULTANT", "HANA Consultant", "my.yaml#title.abbreviation.HANA/1")]
    public void NormalizeTitle_Rules_ChangeTheCore(string lists, string raw, string core, string rule)
    {
        var listing = Process(new NormalizeTitleProcessor(new NormalizeTitleOptions { Rules = Rules("normalize_title", lists) }, _folder.Context), new { title = raw });

        Assert.Equal(core, (string?)listing["title"]);
        Assert.Equal(rule, RuleOf(listing, "/title"));
    }

    [Theory]
    [InlineData("", "Moss Quux", "Moss Quux", null, null, "company.legal_form/1")]
    [InlineData("legal_forms: { add: [Quux] }", "Moss Quux", "Moss", "Quux", null, "my.yaml#company.form.Quux/1")]
    [InlineData("legal_forms: { remove: [company.form.GmbH] }", "Moss GmbH", "Moss GmbH", null, null, "my.yaml#company.form.GmbH/1")]
    [InlineData("legal_forms: { replace: [{ id: company.form.GmbH, text: Quux }] }", "Moss Quux", "Moss", "Quux", null, "my.yaml#company.form.GmbH/1")]
    [InlineData("agencies: { add: [Moss & Fern] }", "Moss & Fern Ltd", "Moss & Fern", "Ltd", "my.yaml#company.agency.moss_&_fern/1", "company.legal_form/1")]
    [InlineData("placeholders: { add: [Firma vertraulich] }", "Firma Vertraulich", null, null, null, "my.yaml#company.placeholder.firma_vertraulich/1")]
    public void NormalizeCompany_Rules_ChangeTheName(string lists, string raw, string? name, string? form, string? agencyRule, string rule)
    {
        var listing = Process(
            new NormalizeCompanyProcessor(new NormalizeCompanyOptions { Rules = Rules("normalize_company", lists) }, _folder.Context), new { hiring_organization = new { name = raw } });

        Assert.Equal((name, form), ((string?)listing["hiring_organization"]!["name"], (string?)listing["hiring_organization"]!["legal_form"]));
        Assert.Equal(rule, RuleOf(listing, "/hiring_organization/name"));
        Assert.Equal(agencyRule is not null, (bool?)listing["hiring_organization"]!["is_agency"] == true);
        Assert.Equal(agencyRule, RuleOf(listing, "/hiring_organization/is_agency"));
    }

    [Theory]
    [InlineData("", "Elbflorenz", null, null, "place")]
    [InlineData("city_aliases: { add: [{ alias: Elbflorenz, city: Dresden, country: DE }] }", "Elbflorenz", "Dresden", "DE", "my.yaml#place.city.Elbflorenz/1")]
    [InlineData("city_aliases: { add: [{ alias: Elbflorenz, city: Dresden, country: DE }] }", "Leipzig, Germany", "Leipzig", "DE", "place.city/1")]
    [InlineData("separators: { add: [sowie] }", "Dresden sowie Leipzig", "Dresden", "DE", "my.yaml#location.separator.sowie/1")]
    [InlineData("limits: { add: [bevorzugt] }", "Leipzig bevorzugt", "Leipzig", "DE", "my.yaml#location.limit.bevorzugt/1")]
    [InlineData("limits: { replace: [{ id: location.limit.only, text: bevorzugt }] }", "Leipzig bevorzugt", "Leipzig", "DE", "my.yaml#location.limit.only/1")]
    [InlineData("time_zones: { remove: [location.time_zone.est] }", "Remote (EST)", null, "EE", "my.yaml#location.time_zone.est/1")]
    [InlineData("country_aliases: { remove: [place.country.Holland] }", "Holland", "Holland", "US", "my.yaml#place.country.Holland/1")]
    [InlineData("country_aliases: { replace: [{ id: place.country.Holland, alias: Holland, country: BE }] }", "Holland", null, "BE", "my.yaml#place.country.Holland/1")]
    public void NormalizeLocation_Rules_ChangeThePlace(string lists, string raw, string? city, string? country, string rule)
    {
        var listing = Process(new NormalizeLocationProcessor(new NormalizeLocationOptions { Rules = Rules("normalize_location", lists) }, _folder.Context), new { locations = new[] { new { raw } } });

        Assert.Equal((city, country), ((string?)listing["locations"]![0]!["city"], (string?)listing["locations"]![0]!["country"]));
        Assert.StartsWith(rule, RuleOf(listing, "/locations/0") ?? "place", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "DE")]
    [InlineData("languages: { remove: [location.language.de] }", null)]
    public void NormalizeLocation_LanguageRemoved_SpeaksForNoCountry(string lists, string? country)
    {
        var listing = Process(
            new NormalizeLocationProcessor(new NormalizeLocationOptions { Rules = Rules("normalize_location", lists) }, _folder.Context),
            new { locations = new[] { new { raw = "DE" } }, description = new { language = "de" } });

        Assert.Equal(country, (string?)listing["locations"]![0]!["country"]);
    }

    [Theory]
    [InlineData("mode_words: { add: [{ mode: remote, phrase: from the moon }] }", "From the Moon", null, "remote", "my.yaml#location.mode.from_the_moon/1")]
    [InlineData("work_modes: { add: [{ id: moon, trigger: on the moon, mode: remote }] }", "Leipzig", "You work on the moon.", "remote", "my.yaml#moon/1")]
    [InlineData("work_modes: { add: [{ id: moon, trigger: remote, side: next, words: [moon], mode: none, score: 0 }] }", "Leipzig", "We build a remote moon.", null, null)]
    [InlineData("work_modes: { replace: [{ id: work_mode.wfh_always_hybrid, trigger: wfh, mode: remote }] }", "Leipzig", "WFH", "remote", "my.yaml#work_mode.wfh_always_hybrid/1")]
    [InlineData("work_modes: { remove: [work_mode.wfh_always_hybrid] }", "Leipzig", "WFH", null, null)]
    [InlineData("work_modes: { remove: [work_mode.and_joins_hybrid] }", "Leipzig", "You bake onsite and remotely.", "remote", "work_mode.remote_always_remote/1")]
    [InlineData("work_modes: { add: [{ id: whilst, trigger: whilst, side: joins, mode: hybrid, score: 5 }] }", "Leipzig", "You bake remotely whilst onsite.", "hybrid", "my.yaml#whilst/1")]
    [InlineData("work_modes: { add: [{ id: oven, trigger: at the oven, side: alone, words: [of], mode: on_site }] }", "Leipzig", "Stand at the oven of Leipzig.", "on_site", "my.yaml#oven/1")]
    [InlineData("work_modes: { add: [{ id: oven, trigger: at the oven, side: alone, words: [of], mode: on_site }] }", "Leipzig", "Look at the oven door.", null, null)]
    public void NormalizeLocation_Rules_ChangeTheModeOfWork(string lists, string raw, string? text, string? mode, string? rule)
    {
        var listing = Process(
            new NormalizeLocationProcessor(new NormalizeLocationOptions { Rules = Rules("normalize_location", lists) }, _folder.Context),
            new { locations = new[] { new { raw } }, description = new { text } });

        Assert.Equal(mode, (string?)listing["work_mode"]);
        Assert.Equal(rule, RuleOf(listing, "/work_mode"));
    }

    [Theory]
    [InlineData("", "Pay: 40,000 quatloos a year", 40000.0, null, "salary.single/1")]
    [InlineData("currency_words: { add: [{ word: Quatloos, currency: XQL }] }", "Pay: 40,000 quatloos a year", 40000.0, "XQL", "my.yaml#salary.currency.quatloos/1")]
    [InlineData("currency_words: { add: [{ word: Quatloos, currency: XQL }] }", "Pay: 40,000 euros a year", 40000.0, "EUR", "salary.single/1")]
    [InlineData("not_before: { add: [{ id: prize, text: raffle of }] }", "Join our raffle of €50,000!", null, null, null)]
    [InlineData("currency_words: { replace: [{ id: salary.currency.eur, word: eur, currency: XQL }] }", "Pay: 40,000 EUR a year", 40000.0, "XQL", "my.yaml#salary.currency.eur/1")]
    [InlineData("currency_words: { remove: [salary.currency.eur] }", "Pay: 40,000 EUR a year", 40000.0, null, "my.yaml#salary.currency.eur/1")]
    public void NormalizeSalary_Rules_ChangeThePay(string lists, string text, double? min, string? currency, string? rule)
    {
        var listing = Process(new NormalizeSalaryProcessor(new NormalizeSalaryOptions { Rules = Rules("normalize_salary", lists) }, _folder.Context), new { description = new { text } });

        Assert.Equal((min, currency), ((double?)listing["base_salary"]?["min"], (string?)listing["base_salary"]?["currency"]));
        Assert.Equal(rule, RuleOf(listing, "/base_salary"));
    }

    [Theory]
    [InlineData("", "Pay: €40,000 up unto €50,000 a year", 40000.0, 40000.0, "salary.single/1")]
    [InlineData("connectors: { add: [up unto] }", "Pay: €40,000 up unto €50,000 a year", 40000.0, 50000.0, "my.yaml#salary.connector.up_unto/1")]
    [InlineData("connectors: { remove: [salary.connector.bis] }", "Gehalt: €40.000 bis €50.000 im Jahr", 40000.0, 40000.0, "my.yaml#salary.connector.bis/1")]
    [InlineData("connectors: { add: [{ text: enda, needs: currency }] }\n  range_leads: { add: [omellan] }", "Pay: omellan 40,000 enda 50,000 a year", 40000.0, 50000.0, "my.yaml#salary.connector.enda/1")]
    [InlineData("connectors: { add: [{ text: enda, needs: currency }] }", "Pay: 40,000 enda 50,000 a year", 50000.0, 50000.0, "salary.single/1")]
    [InlineData("fillers: { add: [ganze] }", "Gehalt bis zu ganze 50.000 € im Jahr", null, 50000.0, "my.yaml#salary.filler.ganze/1")]
    [InlineData("additions: { add: ['nebst '] }", "50.000 € nebst sign-on bonus", 50000.0, 50000.0, "my.yaml#salary.addition.nebst/1")]
    [InlineData("scales: { add: [{ word: mille, times: 1000 }] }", "Pay: 50 mille € a year", 50000.0, 50000.0, "my.yaml#salary.scale.mille/1")]
    [InlineData("scales: { replace: [{ id: salary.scale.k, word: k, times: 100 }] }", "Pay: 500k € a year", 50000.0, 50000.0, "my.yaml#salary.scale.k/1")]
    [InlineData("scales: { add: [{ word: zillion, times: 0 }] }", "Pay: 50,000 zillion € a year", null, null, null)]
    [InlineData("attached: { add: [brutto] }", "Salary: 60000brutto a year", 60000.0, 60000.0, "my.yaml#salary.attached.brutto/1")]
    public void NormalizeSalary_Grammar_ChangesThePay(string lists, string text, double? min, double? max, string? rule)
    {
        var listing = Process(new NormalizeSalaryProcessor(new NormalizeSalaryOptions { Rules = Rules("normalize_salary", lists) }, _folder.Context), new { description = new { text } });

        Assert.Equal((min, max), ((double?)listing["base_salary"]?["min"], (double?)listing["base_salary"]?["max"]));
        Assert.Equal(rule, RuleOf(listing, "/base_salary"));
    }

    [Theory]
    [InlineData("", "Tři roky ago", null, null)]
    [InlineData("date_units: { add: [{ word: Roky, unit: year }] }", "2 roky ago", "2024-01-01T00:00:00Z", "my.yaml#date.unit.roky/1")]
    [InlineData("date_units: { replace: [{ id: date.unit.days, word: days, unit: hour }] }", "2 days ago", "2025-12-31T22:00:00Z", "my.yaml#date.unit.days/1")]
    [InlineData("date_units: { add: [{ word: roky, unit: year }] }", "2 days ago", "2025-12-30T00:00:00Z", "map_job/1")]
    [InlineData("date_days: { add: [{ id: before, word: předevčírem, days: 2 }] }", "Předevčírem", "2025-12-30T00:00:00Z", "my.yaml#before/1")]
    [InlineData("date_days: { remove: [date.day.yesterday] }", "yesterday", null, null)]
    [InlineData("date_ones: { add: [před] }\n  date_units: { add: [{ word: rokem, unit: year }] }", "před rokem", "2025-01-01T00:00:00Z", "my.yaml#date.one.před/1")]
    public void MapJob_Rules_ChangeDates(string lists, string age, string? date, string? rule)
    {
        var options = new MapJobOptions { Rules = Rules("map_job", lists), Inline = "version: 1\nexternal_id: id\nfields: { title: title, date_posted: { from: age, as: relative_date } }\n" };
        var record = Record.FromJson(new JsonObject { ["id"] = "1", ["title"] = "Welder", ["age"] = age }).WithOrigin(retrievedAt: new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

        var listing = Assert.Single(new MapJobProcessor(options, _folder.Context).Process(record, CancellationToken.None).Records).ToNode();

        Assert.Equal(date, (string?)listing["date_posted"]);
        Assert.Equal(rule, RuleOf(listing, "/date_posted"));
    }

    [Theory]
    [InlineData("", "Associate Director of Bees", "director", "seniority.associate_director/1")]
    [InlineData("seniority: { add: [{ id: bees, level: mid, phrase: Director of Bees }] }", "Associate Director of Bees", "mid", "my.yaml#bees/1")]
    [InlineData("seniority: { add: [{ level: lead, phrase: Häuptling }] }", "Häuptling der Bienen", "lead", "my.yaml#seniority.hauptling/1")]
    [InlineData("seniority: { add: [{ id: bees, level: mid, phrase: boss, not_after: [of bees] }] }", "Boss of Bees", null, null)]
    [InlineData("seniority: { replace: [{ id: seniority.trainee, level: lead, phrase: trainee }] }", "Trainee", "lead", "my.yaml#seniority.trainee/1")]
    [InlineData("seniority: { remove: [seniority.trainee] }", "Trainee", null, null)]
    public void ClassifyJob_Rules_ChangeSeniority(string lists, string title, string? level, string? rule)
    {
        var listing = Process(new ClassifyJobProcessor(new ClassifyJobOptions { Rules = Rules("classify_job", lists) }, _folder.Context), new { title });
        if (lists.Length > 0)
        {
            Assert.Equal(level, (string?)listing["seniority"]);
            Assert.Equal(rule, RuleOf(listing, "/seniority"));
        }
        else
        {
            Assert.NotNull(RuleOf(listing, "/seniority"));
        }
    }

    [Theory]
    [InlineData("education: { add: [{ id: bee, level: doctorate, phrase: Bee Doctor }] }", "You are a bee doctor.", "education", "doctorate", "my.yaml#bee/1")]
    [InlineData("education: { replace: [{ id: education.phd, level: master, phrase: phd }] }", "PhD wanted.", "education", "master", "my.yaml#education.phd/1")]
    [InlineData("education: { remove: [education.phd] }", "PhD wanted.", "education", null, null)]
    [InlineData("employment_types: { add: [{ id: gig, type: contract, phrase: gig work }] }", "This is gig work.", "employment_types", "contract", "my.yaml#gig/1")]
    [InlineData("employment_types: { remove: [employment_type.freelance] }", "Freelance.", "employment_types", null, null)]
    [InlineData("experience_units: { add: [{ id: moons, text: moons }] }", "At least 7 moons of experience.", "experience_years", "7", "my.yaml#moons/1")]
    [InlineData("experience_numbers: { add: [{ word: siete, number: 7 }] }", "At least siete years of experience.", "experience_years", "7", "my.yaml#experience.number.siete/1")]
    [InlineData("experience_numbers: { add: [{ word: half, number: 0.5, ending: one_letter }] }", "At least halfe years of experience.", "experience_years", "0.5", "my.yaml#experience.number.half/1")]
    [InlineData("experience_numbers: { remove: [experience.number.seven] }", "At least seven years of experience.", "experience_years", null, null)]
    [InlineData("experience_open_ends: { add: [or beyond] }", "7 or beyond years of experience.", "experience_years", "7", "my.yaml#experience.open_end.or_beyond/1")]
    [InlineData("experience_connectors: { add: [up unto] }", "7 up unto 9 years of experience.", "experience_years", "7", "my.yaml#experience.connector.up_unto/1")]
    [InlineData("experience_maximum: { remove: [experience.maximum.max] }", "max 7 years of experience.", "experience_years", "7", "my.yaml#experience.maximum.max/1")]
    [InlineData("experience_employer_leads: { add: [after] }", "After 20 years of experience in bees, our team grows.", "experience_years", null, null)]
    [InlineData("experience_employers: { add: ['the team '] }", "With 20 years of experience in bees, the team grows.", "experience_years", null, null)]
    [InlineData("experience_not_after: { add: [{ id: bees, text: of bee }] }", "At least 7 years of bee experience.", "experience_years", null, null)]
    public void ClassifyJob_Rules_ChangeRequirements(string lists, string text, string field, string? value, string? rule)
    {
        var listing = Process(new ClassifyJobProcessor(new ClassifyJobOptions { Rules = Rules("classify_job", lists) }, _folder.Context), new { description = new { text } });

        var found = listing[field] switch { JsonArray array => array[0]!.ToString(), JsonObject range => range["min"]!.ToString(), var plain => (string?)plain };
        Assert.Equal(value, found);
        Assert.Equal(rule, RuleOf(listing, $"/{field}"));
    }

    [Theory]
    [InlineData("employment_types: { add: [{ id: gig, type: contract, phrase: Gig }] }", "GIG", "x", "contract", "my.yaml#gig/1")]
    [InlineData("employment_types: { add: [{ id: gig, type: contract, phrase: Gig, where: [title] }] }", null, "Gig welder", "contract", "my.yaml#gig/1")]
    [InlineData("employment_types: { add: [{ id: gig, type: contract, phrase: Gig, where: value }] }", null, "Gig welder", null, null)]
    [InlineData("employment_types: { replace: [{ id: employment_type.permanent, type: other, phrase: permanent, where: value }] }", "Permanent", "x", "other", "my.yaml#employment_type.permanent/1")]
    public void ClassifyJob_Rules_ChangeTypesOfEmployment(string lists, string? value, string title, string? type, string? rule)
    {
        var listing = Process(
            new ClassifyJobProcessor(new ClassifyJobOptions { Rules = Rules("classify_job", lists) }, _folder.Context),
            new { title, employment_types = value is null ? [] : new[] { value } });

        Assert.Equal(type, (string?)listing["employment_types"]!.AsArray().FirstOrDefault());
        Assert.Equal(rule, RuleOf(listing, "/employment_types"));
    }

    [Theory]
    [InlineData("skills: { add: [Bee Keeping] }", "We want bee-keeping.", "Bee Keeping", "knowledge", "my.yaml#skill.Bee_Keeping/1")]
    [InlineData("skills: { add: [{ id: bees, name: Apiculture, kind: ability, aliases: [bee keeping, hive care] }] }", "Hive care.", "Apiculture", "ability", "my.yaml#bees/1")]
    [InlineData("skills: { add: [{ id: buzz, name: Buzz, kind: technology, common: [Buzz] }] }", "A buzz. Experience with Buzz.", "Buzz", "technology", "my.yaml#buzz/1")]
    [InlineData("skills: { replace: [{ id: skill.Python, name: Serpent, kind: technology, aliases: [python] }] }", "Python", "Serpent", "technology", "my.yaml#skill.Python/1")]
    [InlineData("skills: { remove: [skill.Python] }", "Python", null, null, null)]
    [InlineData("not_skills: { add: [PYTHON] }", "Python", null, null, null)]
    [InlineData("cues: { add: [{ role: not_needed, phrase: is for snakes }] }", "Python is for snakes", null, null, null)]
    [InlineData("units: { add: [{ role: unit, phrase: squad }] }", "You work with the marketing squad.", null, null, null)]
    [InlineData("units: { add: [{ role: unit, phrase: circle of people in charge of the whole house }] }", "You work with the marketing circle of people in charge of the whole house.", null, null, null)]
    [InlineData("units: { add: [{ role: unit_before, phrase: the good people of our old and venerable }] }", "You work with the good people of our old and venerable marketing.", null, null, null)]
    [InlineData("units: { add: [{ role: beside, phrase: hand in hand and side by side through thick and thin by }] }", "Hand in hand and side by side through thick and thin by the marketing team.", null, null, null)]
    public void ExtractSkills_Rules_ChangeSkills(string lists, string text, string? name, string? kind, string? rule)
    {
        var options = new ExtractSkillsOptions { Rules = Rules("extract_skills", lists), Model = SkillModel.None };
        var listing = Process(new ExtractSkillsProcessor(options, _folder.Context), new { description = new { text, language = "en" } });

        var skill = listing["skills"]!.AsArray().SingleOrDefault();
        Assert.Equal((name, kind), ((string?)skill?["name"], (string?)skill?["kind"]));
        Assert.Equal(rule, RuleOf(listing, "/skills/0"));
        if (skill is not null)
        {
            Assert.Equal("rules", (string?)skill["found_by"]!.AsArray().Single());
        }
    }

    [Fact]
    public void ExtractSkills_NotSkills_LeaveOutWhatTheLabellerMarks()
    {
        const string text = "We are looking for a team player with strong knowledge of relational databases.";
        var shipped = Skills(new ExtractSkillsOptions());
        Assert.NotEmpty(shipped);

        var rules = _folder.Rules("extract_skills:\n  not_skills:\n    add:\n" + string.Concat(shipped.Select(name => $"      - {name}\n")));
        Assert.Empty(Skills(new ExtractSkillsOptions { Rules = rules }));

        List<string> Skills(ExtractSkillsOptions options) =>
            [.. Process(new ExtractSkillsProcessor(options, _folder.Context), new { description = new { text, language = "en" } })["skills"]!.AsArray().Select(skill => (string)skill!["name"]!)];
    }

    [Theory]
    [InlineData("headings: { add: [{ id: bees, section: benefits, heading: For our Bees! }] }", "For our bees:\nHoney\n", "benefits", "my.yaml#bees/1")]
    [InlineData("headings: { replace: [{ id: heading.responsibilities, section: requirements, heading: Responsibilities }] }", "Responsibilities\nHoney\n", "requirements", "my.yaml#heading.responsibilities/1")]
    [InlineData("headings: { remove: [heading.responsibilities] }", "Responsibilities\nHoney\n", null, null)]
    public void CleanText_Rules_ChangeSections(string lists, string text, string? section, string? rule)
    {
        var listing = Process(new CleanTextProcessor(new CleanTextOptions { Rules = Rules("clean_text", lists) }, _folder.Context), new { description = new { text } });

        var sections = listing["description"]!["sections"] as JsonObject;
        Assert.Equal(section, sections?.Select(entry => entry.Key).SingleOrDefault());
        Assert.Equal(rule, section is null ? null : RuleOf(listing, $"/description/sections/{section}"));
    }

    [Theory]
    [InlineData("words: { add: [{ language: fr, word: Zorglub }] }", "Zorglub", "fr", "my.yaml#language.fr_zorglub/1")]
    [InlineData("words: { replace: [{ id: language.de_vollzeit, language: nl, word: vollzeit }] }", "Vollzeit", "nl", "my.yaml#language.de_vollzeit/1")]
    public void DetectLanguage_Rules_ChangeTheLanguage(string lists, string title, string language, string rule)
    {
        var shipped = Process(new DetectLanguageProcessor(new DetectLanguageOptions(), _folder.Context), new { title });
        var listing = Process(new DetectLanguageProcessor(new DetectLanguageOptions { Rules = Rules("detect_language", lists) }, _folder.Context), new { title });

        Assert.NotEqual(language, (string?)shipped["description"]!["language"]);
        Assert.Equal(language, (string?)listing["description"]!["language"]);
        Assert.Equal(rule, RuleOf(listing, "/description/language"));
    }

    [Fact]
    public void DetectLanguage_RemovedWord_SpeaksForNoLanguage()
    {
        var rules = Rules("detect_language", "words: { remove: [language.de_vollzeit] }");

        Assert.Empty(new LanguageWords(RuleBookOf("detect_language", rules)).Find("vollzeit"));
        Assert.NotEmpty(new LanguageWords(RuleBookOf("detect_language", rules)).Find("teilzeit"));
    }

    [Theory]
    [InlineData("flags: { add: [{ flag: mlm, cost: 0.3, says: sells a pyramid }] }\n  phrases: { add: [{ id: down, flag: mlm, phrase: Downline }] }", "Build your downline.", "mlm", 0.7, "The description sells a pyramid, at character 11 (my.yaml#down).")]
    [InlineData("flags: { replace: [{ id: flag.scam_messenger, flag: scam_messenger, cost: 0.5 }] }", "Reach us on WhatsApp.", "scam_messenger", 0.5, "The description holds one of its phrases, at character 6.")]
    [InlineData("flags: { remove: [flag.scam_messenger] }", "Reach us on WhatsApp.", null, 1.0, null)]
    [InlineData("denials: { add: ['hardly '] }", "You will hardly reach us on WhatsApp.", null, 1.0, null)]
    [InlineData("denials: { remove: [denial.never] }", "We never say: reach us on WhatsApp.", "scam_messenger", 0.8, "The description leads to a messenger, at character 20 (my.yaml#denial.never).")]
    [InlineData("phrases: { remove: [phrase.us_on_whatsapp] }", "Reach us on WhatsApp.", null, 1.0, null)]
    public void ScoreQuality_Rules_ChangeFlags(string lists, string text, string? flag, double score, string? reason)
    {
        var options = new ScoreQualityOptions { Rules = Rules("score_quality", lists), ShortDescription = 0 };
        var listing = Process(new ScoreQualityProcessor(options, _folder.Context), new
        {
            title = "Welder",
            hiring_organization = new { name = "Moss" },
            base_salary = new { min = 1 },
            locations = new[] { new { raw = "x" } },
            apply = new[] { new { url = "https://x.invalid" } },
            date_posted = "2026-01-01T00:00:00Z",
            description = new { text },
        });

        var found = listing["quality"]!["flags"]!.AsArray().SingleOrDefault();
        Assert.Equal((flag, reason), ((string?)found?["flag"], (string?)found?["reason"]));
        Assert.Equal(score, (double)listing["quality"]!["score"]!);
    }

    public void Dispose() => _folder.Dispose();

    private static JsonNode Process(IProcessor processor, object listing)
    {
        var record = Record.FromJson(System.Text.Json.JsonSerializer.SerializeToNode(listing)!.AsObject()).WithOrigin();
        Assert.Equal(OutcomeKind.Keep, processor.Process(record, CancellationToken.None).Kind);
        return record.ToNode();
    }

    private static string? RuleOf(JsonNode listing, string pointer) => (string?)listing["provenance"]?[pointer]?["rule"];

    private RuleSet RuleBookOf(string section, IReadOnlyList<string> rules) => RuleBook.Open(section, rules, _folder.Context);

    private IReadOnlyList<string> Rules(string section, string lists) => lists.Length == 0 ? [] : _folder.Rules($"{section}:\n  {lists}\n");
}
