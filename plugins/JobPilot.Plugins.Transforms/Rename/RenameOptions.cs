using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace JobPilot.Plugins.Transforms;

/// <summary>Options of <c>rename</c>.</summary>
public sealed class RenameOptions : IValidatedOptions
{
    /// <summary>Old field to new field.</summary>
    [Required]
    [MinLength(1)]
    [Description("Old field to new field. All are moved at once, so two fields can change places. A field that is absent is skipped.")]
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <inheritdoc />
    public IEnumerable<Diagnostic> Validate()
    {
        foreach (var finding in FieldNames.CheckKeys(Fields.Keys, "fields").Concat(FieldNames.CheckKeys(Fields.Values, "fields")))
        {
            yield return finding;
        }

        foreach (var target in Fields.Values.GroupBy(value => value, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            yield return new Diagnostic("rename.twice", $"Two fields are renamed to `{target.Key}`.") { Pointer = "/fields" };
        }
    }
}
