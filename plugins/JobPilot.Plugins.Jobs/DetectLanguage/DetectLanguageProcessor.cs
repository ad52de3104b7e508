using JobPilot.Plugins.Jobs.Listing;
using JobPilot.Plugins.Jobs.Rules;

namespace JobPilot.Plugins.Jobs.DetectLanguage;

/// <summary>
/// Writes <c>description.language</c> where the source does not name a language: of the description, of the title where there is none.
/// </summary>
[Processor("detect_language", typeof(DetectLanguageOptions), Description = "Tells the language of a description, or of the title where there is none.")]
public sealed class DetectLanguageProcessor : IProcessor
{
    private const string Rule = "language.letters_and_words/1";
    private readonly DetectLanguageOptions _options;
    private readonly RuleSet _rules;
    private readonly Lazy<LanguageDetector> _detector;

    /// <summary>Makes the processor.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="context">What the host hands out.</param>
    /// <exception cref="FaultException">A rule file cannot be read, or is wrong.</exception>
    public DetectLanguageProcessor(DetectLanguageOptions options, ComponentContext context)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        _options = options;
        _rules = RuleBook.Open("detect_language", options.Rules, context);
        _detector = new Lazy<LanguageDetector>(() => LanguageDetector.Of(_rules));
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
            || _detector.Value.Find(text.AsSpan(0, Math.Min(text.Length, _options.MaxCharacters))) is not { } found)
        {
            return false;
        }

        record.Set(ListingPaths.DescriptionLanguage, found.Language);
        Provenance.Add(record, "/description/language", from, RuleOf(text, found.Language), found.Confidence);
        return true;
    }

    /// <summary>The user's rule where the shipped ones would have told another language.</summary>
    private string RuleOf(string text, string language) =>
        _rules.Changes(LanguageWords.File) && LanguageDetector.Instance.Find(text.AsSpan(0, Math.Min(text.Length, _options.MaxCharacters)))?.Language != language
            ? _rules.Responsible(text, LanguageWords.File) + "/1"
            : Rule;
}
