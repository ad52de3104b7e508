using JobPilot.Plugins.Jobs.Listing;
using JobPilot.Plugins.Jobs.Rules;

namespace JobPilot.Plugins.Jobs.CleanText;

/// <summary>
/// Makes clean text of the description, and clean lines of title and company; fills the sections of the description.
/// </summary>
[Processor("clean_text", typeof(CleanTextOptions), Description = "Turns HTML into clean text, repairs characters, and finds a description's sections.")]
public sealed class CleanTextProcessor : IProcessor
{
    private const string SectionRule = "clean_text/headings/1";
    private const string TextRule = "clean_text/text/1";
    private const string LineRule = "clean_text/line/1";
    private const double Clean = 0.99;

    /// <summary>Characters of a buffer that a thread keeps: more than a usual description, less than a huge one.</summary>
    private const int MostKept = 64 * 1024;

    [ThreadStatic]
    private static char[]? _decoded;

    private readonly CleanTextOptions _options;
    private readonly Lazy<SectionHeadings> _headings;

    /// <summary>Creates it.</summary>
    /// <param name="options">Options.</param>
    /// <param name="context">Context.</param>
    /// <exception cref="FaultException">A rule file cannot be read, or is wrong.</exception>
    public CleanTextProcessor(CleanTextOptions options, ComponentContext context)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        _options = options;
        var rules = RuleBook.Open("clean_text", options.Rules, context);
        _headings = new Lazy<SectionHeadings>(() => SectionHeadings.Of(rules));
    }

    /// <inheritdoc />
    public Outcome Process(Record record, CancellationToken cancellationToken)
    {
        if (ListingShape.Fault(record, ListingPaths.Description, ListingPaths.Sections, ListingPaths.Company, ListingPaths.Provenance) is { } fault)
        {
            return Outcome.Reject(fault);
        }

        CleanLine(record, ListingPaths.Title, "/title");
        CleanLine(record, ListingPaths.CompanyName, "/hiring_organization/name");
        var description = CleanDescription(record);
        CleanItems(record, ListingPaths.Responsibilities, "/description/sections/responsibilities");
        CleanItems(record, ListingPaths.Requirements, "/description/sections/requirements");
        CleanItems(record, ListingPaths.Benefits, "/description/sections/benefits");
        if (_options.Sections && description is not null)
        {
            FindSections(record, description);
        }

        return Outcome.Keep;
    }

    private static void CleanLine(Record record, FieldPath path, string pointer)
    {
        if (record.GetString(path) is not { } text)
        {
            return;
        }

        var clean = HtmlText.CleanLine(text);
        if (!ReferenceEquals(clean, text))
        {
            record.Set(path, clean);
            Provenance.Add(record, pointer, path.Text, LineRule, Clean);
        }
    }

    private static void CleanItems(Record record, FieldPath path, string pointer)
    {
        var items = record.GetValue(path);
        var count = items.Kind == RecordValueKind.Array ? items.Count : 0;
        var isClean = true;
        for (var i = 0; i < count && isClean; i++)
        {
            isClean = items[i].AsString() is { Length: > 0 } item && ReferenceEquals(CleanItem(item), item);
        }

        if (isClean)
        {
            return;
        }

        var scratch = JsonScratch.Rent();
        scratch.Writer.WriteStartArray();
        for (var i = 0; i < count; i++)
        {
            if (items[i].AsString() is { } item && CleanItem(item) is { Length: > 0 } text)
            {
                scratch.Writer.WriteStringValue(text);
            }
        }

        scratch.Writer.WriteEndArray();
        record.SetUtf8(path, scratch.Finish());
        Provenance.Add(record, pointer, path.Text, LineRule, Clean);
    }

    private static string CleanItem(string item) => Bullets.Strip(HtmlText.CleanLine(item));

    private void FindSections(Record record, string text)
    {
        var hasResponsibilities = record.GetCount(ListingPaths.Responsibilities) > 0;
        var hasRequirements = record.GetCount(ListingPaths.Requirements) > 0;
        var hasBenefits = record.GetCount(ListingPaths.Benefits) > 0;
        if ((hasResponsibilities && hasRequirements && hasBenefits) || SectionFinder.Find(text, _headings.Value) is not { } found)
        {
            return;
        }

        SetSection(record, ListingPaths.Responsibilities, "/description/sections/responsibilities", hasResponsibilities ? null : found.Responsibilities);
        SetSection(record, ListingPaths.Requirements, "/description/sections/requirements", hasRequirements ? null : found.Requirements);
        SetSection(record, ListingPaths.Benefits, "/description/sections/benefits", hasBenefits ? null : found.Benefits);
    }

    private static void SetSection(Record record, FieldPath path, string pointer, Section? section)
    {
        if (section is not { Items.Count: > 0 })
        {
            return;
        }

        var scratch = JsonScratch.Rent();
        scratch.Writer.WriteStartArray();
        foreach (var item in section.Items)
        {
            scratch.Writer.WriteStringValue(item);
        }

        scratch.Writer.WriteEndArray();
        record.SetUtf8(path, scratch.Finish());
        Provenance.Add(record, pointer, $"description.text[{section.Start}..{section.End}]", section.Rule is { } rule ? rule + "/1" : SectionRule, 0.8);
    }

    /// <summary>Cleans the description; null where there is none.</summary>
    private string? CleanDescription(Record record)
    {
        var value = record.GetValue(ListingPaths.DescriptionText);
        if (value.Kind != RecordValueKind.String)
        {
            return null;
        }

        // Decoded into a buffer: nearly always it is the clean text alone that is kept.
        var buffer = _decoded ?? new char[8 * 1024];
        var given = value.AsChars(ref buffer);
        _decoded = buffer.Length <= MostKept ? buffer : null;
        var isCut = given.Length > _options.MaxCharacters;
        var text = isCut ? Cut(given, _options.MaxCharacters) : given;
        var clean = HtmlText.Clean(text);
        clean = MarkdownMarks.Strip(clean is null ? text : clean) ?? clean;
        var isChanged = isCut || clean is not null;
        clean ??= text.ToString();
        if (isChanged || clean.Length > 0)
        {
            record.Set(ListingPaths.DescriptionText, clean.Length == 0 ? null : clean);
        }

        if (isChanged)
        {
            Provenance.Add(record, "/description/text", "description.text", TextRule, Clean);
        }

        if (isCut)
        {
            Provenance.Add(record, "/description/text", "description.text", $"clean_text/cut_at_{_options.MaxCharacters}/1", 0.5);
        }

        return clean;
    }

    private static ReadOnlySpan<char> Cut(ReadOnlySpan<char> text, int length) => text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
