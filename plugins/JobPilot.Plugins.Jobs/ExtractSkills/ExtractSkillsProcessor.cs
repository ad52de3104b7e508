using System.Buffers;
using System.Text.Json;
using JobPilot.Plugins.Jobs.Listing;

namespace JobPilot.Plugins.Jobs.ExtractSkills;

/// <summary>Fills <c>skills</c> from the description, or from the title where there is none: each skill once, at its first mention.</summary>
[Processor("extract_skills", typeof(ExtractSkillsOptions), Description = "Finds technologies, knowledge and abilities in the description.")]
public sealed class ExtractSkillsProcessor : IProcessor
{
    private const string Rule = "skill.list/1";
    private const double Certain = 0.9;
    private const double ByContext = 0.7;
    private const double OfTerms = 0.75;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    private readonly ExtractSkillsOptions _options;
    private readonly Lazy<SkillExtractor> _extractor;

    /// <summary>Makes the processor; the vocabulary is loaded with the first record, or at once where the options name a file of terms.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="context">What the host hands out.</param>
    /// <exception cref="FaultException">The file of terms cannot be read or holds too much.</exception>
    public ExtractSkillsProcessor(ExtractSkillsOptions options, ComponentContext context)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        _options = options;
        var terms = options.Terms is null ? null : context.ResolvePath(options.Terms);
        _extractor = new Lazy<SkillExtractor>(() => new SkillExtractor(SkillVocabulary.Load(terms)));
        if (terms is not null)
        {
            // A file that cannot be read is told before anything is collected.
            _ = _extractor.Value;
        }
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

        var skills = _extractor.Value.Extract(text);
        record.SetUtf8(ListingPaths.Skills, Write(skills));
        Provenance.Add(record, "/skills", "description.text", Rule, Certain);
        return Outcome.Keep;
    }

    private byte[] Write(List<SkillMatch> skills)
    {
        var buffer = _buffer ??= new ArrayBufferWriter<byte>(2048);
        var writer = _writer ??= new Utf8JsonWriter(buffer, RecordJson.WriterOptions);
        buffer.ResetWrittenCount();
        writer.Reset(buffer);
        writer.WriteStartArray();
        for (var i = 0; i < skills.Count && i < _options.MaxSkills; i++)
        {
            var match = skills[i];
            writer.WriteStartObject();
            writer.WriteString("name"u8, match.Skill.Name);
            writer.WriteString("kind"u8, match.Skill.Kind);
            writer.WriteString("requirement"u8, match.IsRequired ? "required"u8 : "preferred"u8);
            writer.WriteNumber("start"u8, match.Start);
            writer.WriteNumber("length"u8, match.Length);
            writer.WriteNumber("confidence"u8, match.IsAmbiguous ? ByContext : match.Skill.Rule == "skill.terms" ? OfTerms : Certain);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
