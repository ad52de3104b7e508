using System.ComponentModel;

namespace JobPilot.Plugins.Transforms;

/// <summary>Options of <c>map</c>.</summary>
public sealed class MapOptions : IValidatedOptions
{
    /// <summary>Target field to expression.</summary>
    [Expression]
    [Description("Target field to an expression, such as `city: record.locations[0].city`. All are computed on the record as it came.")]
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>Target field to template.</summary>
    [Expression(Template = true)]
    [Description("Target field to a template, such as `label: '{{ record.title }} at {{ record.company }}'`.")]
    public IReadOnlyDictionary<string, string> Templates { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the other fields stay.</summary>
    [Description("Whether the fields that are not mapped stay. With false only the mapped ones are left.")]
    public bool Keep { get; init; } = true;

    /// <inheritdoc />
    public IEnumerable<Diagnostic> Validate()
    {
        if (Fields.Count + Templates.Count == 0)
        {
            yield return new Diagnostic("map.nothing", "Neither `fields` nor `templates` names a target.") { Fix = "Name at least one field." };
        }

        foreach (var finding in FieldNames.CheckKeys(Fields.Keys, "fields").Concat(FieldNames.CheckKeys(Templates.Keys, "templates")))
        {
            yield return finding;
        }

        foreach (var key in Fields.Keys.Intersect(Templates.Keys, StringComparer.Ordinal))
        {
            yield return new Diagnostic("map.twice", $"The field `{key}` stands in `fields` and in `templates`.") { Pointer = $"/templates/{key}" };
        }
    }
}
