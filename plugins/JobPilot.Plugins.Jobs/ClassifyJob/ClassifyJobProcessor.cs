using System.Globalization;
using JobPilot.Plugins.Jobs.ClassifyJob.Occupations;
using JobPilot.Plugins.Jobs.Listing;
using JobPilot.Plugins.Jobs.Rules;

namespace JobPilot.Plugins.Jobs.ClassifyJob;

/// <summary>
/// Refines <c>employment_types</c>, <c>seniority</c>, <c>experience_years</c>, <c>education</c> and <c>occupation</c>. What the source says itself is only brought to
/// the canonical words; title and description fill what is missing.
/// </summary>
[Processor("classify_job", typeof(ClassifyJobOptions), Description = "Finds type of employment, seniority, years of experience, education and, with taxonomies, the occupation.")]
public sealed class ClassifyJobProcessor : IProcessor
{
    private const string Version = "/1";
    private const string OfField = "employment_type.field";
    private const double OfFieldConfidence = 0.98;
    private const int MostRules = 1024;
    private const int LongestRule = 100;

    /// <summary>Ids of rules with their version: the same text for each record, by which a note on it is found again at once.</summary>
    private static readonly KeptTexts<string> Versioned = new(MostRules, LongestRule, static rule => rule + Version);
    private readonly ClassifyJobOptions _options;
    private readonly OccupationWriter? _occupations;
    private readonly RuleSet _rules;
    private readonly Lazy<SeniorityRules> _seniority;
    private readonly Lazy<EmploymentTypes> _types;
    private readonly Lazy<RequirementReader> _requirements;

    /// <summary>Makes the processor.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="context">What the host hands out.</param>
    /// <exception cref="FaultException">A folder of the taxonomies does not hold what it should, or a rule file is wrong.</exception>
    public ClassifyJobProcessor(ClassifyJobOptions options, ComponentContext context)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        _options = options;
        _rules = RuleBook.Open("classify_job", options.Rules, context);
        _seniority = new Lazy<SeniorityRules>(() => SeniorityRules.Of(_rules));
        _types = new Lazy<EmploymentTypes>(() => EmploymentTypes.Of(_rules));
        _requirements = new Lazy<RequirementReader>(() => RequirementReader.Of(_rules));
        _occupations = options.Taxonomies is { Esco: not null } or { Onet: not null } ? new OccupationWriter(options, context.ResolvePath) : null;
    }

    /// <inheritdoc />
    public Outcome Process(Record record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (ListingShape.Fault(record, ListingPaths.Experience, ListingPaths.Occupation, ListingPaths.Provenance) is { } fault)
        {
            return Outcome.Reject(fault);
        }

        var title = record.GetString(ListingPaths.TitleRaw) ?? record.GetString(ListingPaths.Title);
        SetSeniority(record, title);
        var text = _options.ReadText ? record.GetString(ListingPaths.DescriptionText) : null;
        var found = string.IsNullOrEmpty(text) ? new Requirements() : _requirements.Value.Read(text);
        SetTypes(record, title, found);
        if (found.Experience is { } years && !record.Has(ListingPaths.ExperienceMin) && !record.Has(ListingPaths.ExperienceMax))
        {
            record.Set(ListingPaths.ExperienceMin, years.Value.Min);
            record.Set(ListingPaths.ExperienceMax, years.Value.Max);
            Provenance.Add(record, "/experience_years", Span(years.Start, years.Length), Versioned.Of(RuleOf(years, text!)), 0.85);
        }

        if (found.Education is { } education && !IsLevelOfEducation(record.GetString(ListingPaths.Education)))
        {
            record.Set(ListingPaths.Education, EducationRule.Levels[education.Value]);
            Provenance.Add(record, "/education", Span(education.Start, education.Length), Versioned.Of(education.Rule), 0.8);
        }

        if (_occupations is not null && (record.GetString(ListingPaths.Title) ?? title) is { Length: > 0 } name)
        {
            _occupations.Write(record, name);
        }

        return Outcome.Keep;
    }

    /// <summary>The user's rule where the shipped ones would have read other years.</summary>
    private string RuleOf(Finding<(double? Min, double? Max)> years, string text) =>
        _rules.Changes(ExperienceReader.File) && RequirementReader.Instance.Read(text).Experience != years ? _rules.Responsible(text, ExperienceReader.File) : years.Rule;

    private static bool IsLevelOfEducation(string? level) => level is not null && EducationRule.Levels.Contains(level);

    private static string Span(int start, int length) => string.Create(CultureInfo.InvariantCulture, $"description.text[{start}..{start + length}]");

    private void SetSeniority(Record record, string? title)
    {
        var given = record.GetString(ListingPaths.Seniority);
        if (given is not null && SeniorityRules.Levels.Contains(given))
        {
            return;
        }

        if ((title is null ? null : _seniority.Value.Find(title)) is { } found)
        {
            record.Set(ListingPaths.Seniority, found.Level);
            Provenance.Add(record, "/seniority", "title_raw", Versioned.Of(found.Rule), 0.9);
        }
        else if (given is not null && _seniority.Value.Find(given) is { } said)
        {
            record.Set(ListingPaths.Seniority, said.Level);
            Provenance.Add(record, "/seniority", "seniority", Versioned.Of(said.Rule), 0.8);
        }
    }

    private void SetTypes(Record record, string? title, Requirements found)
    {
        var given = record.GetValue(ListingPaths.EmploymentTypes);
        if (_types.Value.IsOneCanonical(given.Utf8))
        {
            Provenance.Add(record, "/employment_types", "employment_types", Versioned.Of(OfField), OfFieldConfidence);
            return;
        }

        var types = new List<string>(2);
        var isList = given.Kind == RecordValueKind.Array;
        var count = isList ? given.Count : given.Kind > RecordValueKind.Null ? 1 : 0;
        var isCanonical = isList;
        string? own = null;
        for (var i = 0; i < count; i++)
        {
            var value = isList ? given[i].AsString() : given.AsString();
            var type = value is null ? null : _types.Value.OfValue(value);
            isCanonical &= type is { } known && known.Name == value && !types.Contains(known.Name);
            if (type is { } told && !types.Contains(told.Name))
            {
                types.Add(told.Name);
                own ??= told.UserId;
            }
        }

        var (from, rule, confidence) = ("employment_types", own ?? OfField, OfFieldConfidence);
        if (types.Count == 0 && title is not null)
        {
            var told = _types.Value.OfTitle(title);
            types.AddRange(told.Select(type => type.Name));
            (from, rule, confidence) = ("title_raw", told.FirstOrDefault(type => type.UserId is not null).UserId ?? "employment_type.title", 0.9);
        }

        if (types.Count == 0 && found.Types.Count > 0)
        {
            types.AddRange(found.Types.Select(type => type.Value));
            (from, rule, confidence) = (Span(found.Types[0].Start, found.Types[0].Length), found.Types[0].Rule, 0.6);
        }

        if ((types.Count > 0 || count > 0) && !(isCanonical && types.Count == count))
        {
            Write(record, types);
        }

        if (types.Count > 0)
        {
            Provenance.Add(record, "/employment_types", from, Versioned.Of(rule), confidence);
        }
    }

    private static void Write(Record record, List<string> types)
    {
        var scratch = JsonScratch.Rent();
        scratch.Writer.WriteStartArray();
        foreach (var type in types)
        {
            scratch.Writer.WriteStringValue(type);
        }

        scratch.Writer.WriteEndArray();
        record.SetUtf8(ListingPaths.EmploymentTypes, scratch.Finish());
    }
}
