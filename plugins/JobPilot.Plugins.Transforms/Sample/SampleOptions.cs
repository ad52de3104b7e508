using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace JobPilot.Plugins.Transforms;

/// <summary>Options of <c>sample</c>.</summary>
public sealed class SampleOptions : IValidatedOptions
{
    /// <summary>Share of the records that stay.</summary>
    [Range(0.0, 1.0)]
    [Description("Share of the records that stay, from 0 to 1.")]
    public double? Rate { get; init; }

    /// <summary>One record in so many stays.</summary>
    [Range(1, 1_000_000_000)]
    [Description("One record in so many stays, on average; the same as a rate of 1/every.")]
    public int? Every { get; init; }

    /// <summary>Chooses another sample.</summary>
    [Description("Another seed chooses another sample; the same seed always the same one.")]
    public long Seed { get; init; }

    /// <inheritdoc />
    public IEnumerable<Diagnostic> Validate()
    {
        if (Rate is null == Every is null)
        {
            yield return new Diagnostic("sample.size", "Exactly one of `rate` and `every` is needed.") { Fix = "Set one of them." };
        }
    }
}
