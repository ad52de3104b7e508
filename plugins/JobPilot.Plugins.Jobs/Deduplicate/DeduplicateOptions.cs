using System.ComponentModel;
using JobPilot.Plugins.Jobs.Rules;

namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>Options of <c>deduplicate</c>.</summary>
public sealed class DeduplicateOptions : IRuledOptions, IValidatedOptions
{
    /// <summary>Whether the match key joins.</summary>
    [Description("Join postings with the same title, company and place after normalisation, with the same requisition, with an area that holds the city of the same title, company and beginning of the text, and, where no company is named, with nearly the same text under the same title.")]
    public bool ByContent { get; init; } = true;

    /// <summary>Whether the apply address joins.</summary>
    [Description("Join postings with the same apply address, tracking parameters aside.")]
    public bool ByApplyUrl { get; init; } = true;

    /// <summary>Rule files, in order; empty for the shipped rules.</summary>
    [Description(IRuledOptions.Description)]
    [SingleOrList]
    public IReadOnlyList<string> Rules { get; init; } = [];

    string IRuledOptions.Section => "deduplicate";

    // What is remembered depends on these rules alone, though the file may hold those of all processors.
    string? IFileOptions.DescribeFiles(Func<string, string> resolvePath) => Jobs.Rules.RuleBook.Read(Rules, resolvePath).Describe("deduplicate");

    /// <inheritdoc />
    public IEnumerable<Diagnostic> Validate()
    {
        if (!ByContent && !ByApplyUrl)
        {
            yield return new Diagnostic("deduplicate.nothing_to_compare", "Both by_content and by_apply_url are off, so nothing is compared.")
            {
                Fix = "Switch one of them on, or leave the processor out.",
            };
        }
    }
}
