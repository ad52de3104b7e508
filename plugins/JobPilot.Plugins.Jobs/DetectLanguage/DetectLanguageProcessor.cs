using JobPilot.Plugins.Jobs.Listing;

namespace JobPilot.Plugins.Jobs.DetectLanguage;

/// <summary>
/// Writes <c>description.language</c> where the source does not name a language: of the description, of the title where there is none.
/// </summary>
[Processor("detect_language", typeof(DetectLanguageOptions), Description = "Tells the language of a description, or of the title where there is none.")]
public sealed class DetectLanguageProcessor : IProcessor
{
    private const string Rule = "language.letters_and_words/1";
    private readonly DetectLanguageOptions _options;

    /// <summary>Makes the processor.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="context">What the host hands out.</param>
    public DetectLanguageProcessor(DetectLanguageOptions options, ComponentContext context)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        _options = options;
    }

    /// <inheritdoc />
    public Outcome Process(Record record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (ListingShape.Fault(record, ListingPaths.Description, ListingPaths.Provenance) is { } fault)
        {
            return Outcome.Reject(fault);
        }

        if (IsCode(record.GetString(ListingPaths.DescriptionLanguage)))
        {
            return Outcome.Keep;
        }

        if (!Write(record, record.GetString(ListingPaths.DescriptionText), "description.text"))
        {
            Write(record, record.GetString(ListingPaths.TitleRaw) ?? record.GetString(ListingPaths.Title), "title_raw");
        }

        return Outcome.Keep;
    }

    private static bool IsCode(string? language) => language is { Length: 2 } && char.IsAsciiLetterLower(language[0]) && char.IsAsciiLetterLower(language[1]);

    private bool Write(Record record, string? text, string from)
    {
        if (string.IsNullOrWhiteSpace(text)
            || LanguageDetector.Instance.Find(text.AsSpan(0, Math.Min(text.Length, _options.MaxCharacters))) is not { } found)
        {
            return false;
        }

        record.Set(ListingPaths.DescriptionLanguage, found.Language);
        Provenance.Add(record, "/description/language", from, Rule, found.Confidence);
        return true;
    }
}
