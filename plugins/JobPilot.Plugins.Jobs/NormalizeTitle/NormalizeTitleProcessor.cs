using JobPilot.Plugins.Jobs.CleanText;
using JobPilot.Plugins.Jobs.Listing;
using JobPilot.Plugins.Jobs.Rules;

namespace JobPilot.Plugins.Jobs.NormalizeTitle;

/// <summary>Refines <c>title</c> to its core; <c>title_raw</c> keeps it as posted.</summary>
[Processor("normalize_title", typeof(NormalizeTitleOptions), Description = "Finds the core of a title, without gender marks, places, flags, pay and grades.")]
public sealed class NormalizeTitleProcessor : IProcessor
{
    private const string Rule = "title.core/1";
    private const string Version = "/1";
    private readonly RuleSet _rules;
    private readonly Lazy<TitleNormalizer> _normalizer;

    /// <summary>Makes the processor.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="context">What the host hands out.</param>
    /// <exception cref="FaultException">A rule file cannot be read, or is wrong.</exception>
    public NormalizeTitleProcessor(NormalizeTitleOptions options, ComponentContext context)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        _rules = RuleBook.Open("normalize_title", options.Rules, context);
        _normalizer = new Lazy<TitleNormalizer>(() => TitleNormalizer.Of(_rules));
    }

    /// <inheritdoc />
    public Outcome Process(Record record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (ListingShape.Fault(record, ListingPaths.Provenance) is { } fault)
        {
            return Outcome.Reject(fault);
        }

        var raw = record.GetString(ListingPaths.TitleRaw) ?? record.GetString(ListingPaths.Title);
        if (string.IsNullOrWhiteSpace(raw))
        {
            return Outcome.Keep;
        }

        record.Set(ListingPaths.TitleRaw, raw);
        var line = HtmlText.CleanLine(raw); // title_raw keeps markup and entities
        var title = _normalizer.Value.Normalize(line);
        record.Set(ListingPaths.Title, title);
        Provenance.Add(record, "/title", "title_raw", RuleOf(line, title), title == raw ? 0.95 : 0.85);
        return Outcome.Keep;
    }

    /// <summary>The user's rule where the shipped ones would have left another title.</summary>
    private string RuleOf(string line, string title) =>
        _rules.Changes(TitleWords.File) && TitleNormalizer.Instance.Normalize(line) != title ? _rules.Responsible(line, TitleWords.File) + Version : Rule;
}
