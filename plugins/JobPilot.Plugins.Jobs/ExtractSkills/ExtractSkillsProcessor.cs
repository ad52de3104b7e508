using System.Globalization;
using System.Text;
using System.Text.Json;
using JobPilot.Plugins.Jobs.ExtractSkills.Labelling;
using JobPilot.Plugins.Jobs.ExtractSkills.Linking;
using JobPilot.Plugins.Jobs.Listing;
using JobPilot.Plugins.Jobs.Rules;
using JobPilot.Plugins.Jobs.Taxonomies;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.ExtractSkills;

/// <summary>Fills <c>skills</c> from the description: each skill once, at its first mention.</summary>
[Processor("extract_skills", typeof(ExtractSkillsOptions), Description = "Finds technologies, knowledge and abilities in the description.")]
public sealed class ExtractSkillsProcessor : IProcessor, IFieldExplainer
{
    private const string Rule = "skill/2";
    private const string Version = "/1";
    private const double Certain = 0.9;

    private static readonly (SkillSources Source, JsonEncodedText Name)[] SourceNames =
    [
        (SkillSources.List, JsonEncodedText.Encode("list")),
        (SkillSources.Rules, JsonEncodedText.Encode("rules")),
        (SkillSources.Terms, JsonEncodedText.Encode("terms")),
        (SkillSources.Ability, JsonEncodedText.Encode("ability")),
        (SkillSources.Knowledge, JsonEncodedText.Encode("knowledge")),
        (SkillSources.SoftSkill, JsonEncodedText.Encode("soft_skill")),
        (SkillSources.Taxonomy, JsonEncodedText.Encode("taxonomy")),
    ];

    /// <summary>Confidences are hundredths: text of each, since to format a double costs as much as the rest of a skill.</summary>
    private static readonly byte[][] Hundredths = [.. Enumerable.Range(0, 101).Select(number => Encoding.UTF8.GetBytes((number / 100.0).ToString(CultureInfo.InvariantCulture)))];

    [ThreadStatic]
    private static List<LabelledSpan>? _spans;

    private readonly ExtractSkillsOptions _options;
    private readonly Lazy<SkillExtractor> _extractor;
    private readonly Lazy<SkillLinker>? _linker;
    private readonly TechnologyCodes? _technologies;
    private readonly FoldedSet _noSkills;

    /// <summary>Makes the processor; the vocabulary is loaded with the first record.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="context">What the host hands out.</param>
    /// <exception cref="FaultException">A rule file, the file of terms, or a folder of the taxonomies, cannot be read or does not hold what it should.</exception>
    public ExtractSkillsProcessor(ExtractSkillsOptions options, ComponentContext context)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        _options = options;
        var rules = RuleBook.Open("extract_skills", options.Rules, context);
        _noSkills = SkillVocabulary.NoSkills(rules);

        // Files that cannot be read are told before anything is collected.
        var terms = options.Terms is null ? [] : TermFile.Read(options.Terms, context.ResolvePath);
        if (options.Taxonomies?.Esco is { } esco)
        {
            var skills = SkillFiles.Esco(new TaxonomyFolder("extract_skills", "taxonomies.esco", context.ResolvePath(esco)));
            _linker = new Lazy<SkillLinker>(() => new SkillLinker(skills, rules));
        }

        if (options.Taxonomies?.Onet is { } onet)
        {
            _technologies = new TechnologyCodes(SkillFiles.Onet(new TaxonomyFolder("extract_skills", "taxonomies.onet", context.ResolvePath(onet))));
        }

        _extractor = new Lazy<SkillExtractor>(() => new SkillExtractor(SkillVocabulary.Load(rules, terms, _technologies?.Names ?? []), SkillUnits.Of(rules)));
    }

    /// <inheritdoc />
    public Outcome Process(Record record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (ListingShape.Fault(record, ListingPaths.Provenance) is { } fault)
        {
            return Outcome.Reject(fault);
        }

        if (record.GetString(ListingPaths.DescriptionText) is not { Length: > 0 } text)
        {
            return Outcome.Keep;
        }

        var skills = Find(text, record.GetString(ListingPaths.DescriptionLanguage));
        record.SetUtf8(ListingPaths.Skills, Write(skills));
        Provenance.Add(record, "/skills", "description.text", Rule, Certain);
        for (var i = 0; i < skills.Count && i < _options.MaxSkills; i++)
        {
            if (skills[i].UserId is { } rule)
            {
                Provenance.Add(record, $"/skills/{i}", $"description.text[{skills[i].Start}..{skills[i].Start + skills[i].Length}]", rule + Version, skills[i].Confidence);
            }
        }

        return Outcome.Keep;
    }

    /// <inheritdoc />
    public FieldExplanation? ExplainField(FieldQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return SkillExplainer.Explain(Rule, question);
    }

    private List<FoundSkill> Find(string text, string? language)
    {
        var named = _extractor.Value.FindNames(text, out var cues);
        var spans = _spans ??= [];
        spans.Clear();
        if (_options.Model == SkillModel.Labeller && (language is null ? EnglishText.Is(text) : language == "en"))
        {
            SpanLabeller.Shipped.Label(text, named, cues, spans);
        }

        var found = SkillMerger.Join(text, named, _extractor.Value.Confirm(text, named, cues), spans, cues);
        if (_linker is not null)
        {
            LinkedSentences.Add(text, found, cues, _linker.Value, _options.Links, _options.MinLinkConfidence);
        }

        for (var i = found.Count - 1; i >= 0; i--)
        {
            if (IsNoSkill(text, found[i]))
            {
                found.RemoveAt(i);
            }
        }

        if (_technologies is not null)
        {
            found.ForEach(skill => skill.Onet = _technologies.CodeOf(skill.Name));
        }

        return found;
    }

    private bool IsNoSkill(string text, FoundSkill skill)
    {
        // Most are called as they are written: they are looked up once.
        var mention = text.AsSpan(skill.Start, skill.Length);
        return _noSkills.Has(skill.Name) || (!Ascii.EqualsIgnoreCase(mention, skill.Name) && _noSkills.Has(mention));
    }

    private byte[] Write(List<FoundSkill> skills)
    {
        var scratch = JsonScratch.Rent();
        var writer = scratch.Writer;
        writer.WriteStartArray();
        for (var i = 0; i < skills.Count && i < _options.MaxSkills; i++)
        {
            WriteSkill(writer, skills[i]);
        }

        writer.WriteEndArray();
        return scratch.Finish();
    }

    private static void WriteSkill(Utf8JsonWriter writer, FoundSkill skill)
    {
        writer.WriteStartObject();
        writer.WriteString(Names.Name, skill.Name);
        writer.WriteString(Names.Kind, skill.Kind);
        writer.WriteString(Names.Requirement, skill.IsRequired ? Names.Required : Names.Preferred);
        writer.WriteNumber(Names.Start, skill.Start);
        writer.WriteNumber(Names.Length, skill.Length);
        writer.WritePropertyName(Names.Confidence);
        writer.WriteRawValue(Hundredths[(int)Math.Round(skill.Confidence * 100)], skipInputValidation: true);
        writer.WriteStartArray(Names.FoundBy);
        foreach (var (source, name) in SourceNames)
        {
            if ((skill.Sources & source) != 0)
            {
                writer.WriteStringValue(name);
            }
        }

        writer.WriteEndArray();
        if (skill.Esco is not null)
        {
            writer.WriteString("esco"u8, skill.Esco);
        }

        if (skill.Onet is not null)
        {
            writer.WriteString("onet"u8, skill.Onet);
        }

        writer.WriteEndObject();
    }

    /// <summary>Names that a skill is written with, escaped once.</summary>
    private static class Names
    {
        public static readonly JsonEncodedText Name = JsonEncodedText.Encode("name");
        public static readonly JsonEncodedText Kind = JsonEncodedText.Encode("kind");
        public static readonly JsonEncodedText Requirement = JsonEncodedText.Encode("requirement");
        public static readonly JsonEncodedText Required = JsonEncodedText.Encode("required");
        public static readonly JsonEncodedText Preferred = JsonEncodedText.Encode("preferred");
        public static readonly JsonEncodedText Start = JsonEncodedText.Encode("start");
        public static readonly JsonEncodedText Length = JsonEncodedText.Encode("length");
        public static readonly JsonEncodedText Confidence = JsonEncodedText.Encode("confidence");
        public static readonly JsonEncodedText FoundBy = JsonEncodedText.Encode("found_by");
    }
}
