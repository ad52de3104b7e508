using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace JobPilot.Plugins.Transforms;

/// <summary>Options of <c>assert</c>.</summary>
public sealed class AssertOptions : IValidatedOptions
{
    /// <summary>The expectations.</summary>
    [Required]
    [MinLength(1)]
    [Description("The expectations, checked in this order; the first that rejects or stops ends the check.")]
    public IReadOnlyList<Expectation> Expectations { get; init; } = [];

    /// <summary>Records before a rate counts.</summary>
    [Range(1, 1_000_000)]
    [Description("Records after which a rate is looked at; below it, only at the end of the run, as a warning.")]
    public int MinRecords { get; init; } = 100;

    /// <inheritdoc />
    public IEnumerable<Diagnostic> Validate()
    {
        for (var i = 0; i < Expectations.Count; i++)
        {
            var expectation = Expectations[i];
            var pointer = $"/expectations/{i}";
            var ofField = expectation.NotNull || expectation.MaxNullRate is not null || expectation.Min is not null
                || expectation.Max is not null || expectation.OneOf.Count > 0 || expectation.Unique;
            if (!ofField && expectation.Where is null)
            {
                yield return new Diagnostic("assert.nothing", "The expectation checks nothing.")
                {
                    Pointer = pointer,
                    Fix = "Set one of not_null, max_null_rate, min, max, one_of, unique and where.",
                };
            }

            if (ofField && string.IsNullOrEmpty(expectation.Field))
            {
                yield return new Diagnostic("assert.no_field", "The expectation needs `field`.")
                {
                    Pointer = pointer,
                    Fix = "Name the field that it looks at, for instance `field: title`.",
                };
            }

            if (expectation is { MaxNullRate: not null, Then: AssertAction.Reject })
            {
                yield return new Diagnostic("assert.rate_rejects", "A rate speaks of the whole run, so it cannot reject a record.")
                {
                    Pointer = $"{pointer}/then",
                    Fix = "Use warn or stop, or `not_null` to reject the records.",
                };
            }

            if (expectation is { Min: { } min, Max: { } max } && min > max)
            {
                yield return new Diagnostic("assert.range", $"`min` {min} is above `max` {max}.")
                {
                    Pointer = $"{pointer}/min",
                    Fix = "Exchange the two, or leave one out.",
                };
            }
        }

        if (Expectations.Count(expectation => expectation is { Unique: true, Then: AssertAction.Reject }) > 1)
        {
            yield return new Diagnostic("assert.unique_twice", "Only one expectation can reject what is not unique.")
            {
                Pointer = "/expectations",
                Fix = "Use a second assert step: which record stays then depends on one field at a time.",
            };
        }
    }
}
