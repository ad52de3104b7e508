using JobPilot.Plugins.Jobs.CleanText;
using JobPilot.Plugins.Jobs.Listing;

namespace JobPilot.Plugins.Jobs.NormalizeTitle;

/// <summary>Refines <c>title</c> to its core; <c>title_raw</c> keeps it as posted.</summary>
[Processor("normalize_title", typeof(NormalizeTitleOptions), Description = "Finds the core of a title, without gender marks, places, flags, pay and grades.")]
public sealed class NormalizeTitleProcessor : IProcessor
{
    private const string Rule = "title.core/1";
    private const string RawRule = "title.as_posted/1";

    /// <summary>Makes the processor.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="context">What the host hands out.</param>
    public NormalizeTitleProcessor(NormalizeTitleOptions options, ComponentContext context)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
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

        if (!record.Has(ListingPaths.TitleRaw))
        {
            record.Set(ListingPaths.TitleRaw, raw);
            Provenance.Add(record, "/title_raw", "title", RawRule, 1);
        }

        var title = TitleNormalizer.Instance.Normalize(HtmlText.CleanLine(raw)); // title_raw keeps markup and entities
        record.Set(ListingPaths.Title, title);
        Provenance.Add(record, "/title", "title_raw", Rule, title == raw ? 0.95 : 0.85);
        return Outcome.Keep;
    }
}
