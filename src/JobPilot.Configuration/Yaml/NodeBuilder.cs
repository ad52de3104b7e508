using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace JobPilot.Configuration;

/// <summary>Makes scalars after YAML's core schema, and refuses every other tag.</summary>
internal sealed class NodeBuilder(FindingList findings)
{
    private const string Core = "tag:yaml.org,2002:";

    /// <summary>Stands for a value that could not be made out.</summary>
    public static ConfigScalar Unknown(SourceLocation place) => new("", ScalarKind.Null, place) { Unknown = true, Hidden = true };

    public ConfigScalar Scalar(Scalar scalar, SourceLocation place)
    {
        if (scalar.Tag.IsEmpty)
        {
            return scalar.Style == ScalarStyle.Plain
                ? ConfigScalar.OfPlain(scalar.Value, place)
                : new ConfigScalar(scalar.Value, ScalarKind.Text, place);
        }

        if (scalar.Tag.IsNonSpecific)
        {
            return new ConfigScalar(scalar.Value, ScalarKind.Text, place);
        }

        var kind = ConfigScalar.Resolve(scalar.Value);
        ScalarKind? asked = scalar.Tag.Value switch
        {
            Core + "str" => ScalarKind.Text,
            Core + "null" => ScalarKind.Null,
            Core + "bool" => ScalarKind.Boolean,
            Core + "int" => ScalarKind.Integer,
            Core + "float" => ScalarKind.Number,
            _ => null,
        };
        if (asked is null)
        {
            ReportTag(scalar.Tag, place);
            return Unknown(place);
        }

        if (asked == kind || asked == ScalarKind.Text || (asked == ScalarKind.Number && kind == ScalarKind.Integer))
        {
            return new ConfigScalar(scalar.Value, asked.Value, place);
        }

        findings.Error(ErrorCodes.YamlBadTagValue, place, $"The value does not fit its tag `!!{scalar.Tag.Value[Core.Length..]}`.", "Remove the tag, or mend the value.");
        return Unknown(place);
    }

    public void CheckTag(TagName tag, string expected, SourceLocation place)
    {
        if (!tag.IsEmpty && !tag.IsNonSpecific && tag.Value != expected)
        {
            ReportTag(tag, place);
        }
    }

    private void ReportTag(TagName tag, SourceLocation place)
    {
        var shown = tag.Value.StartsWith(Core, StringComparison.Ordinal) ? "!!" + tag.Value[Core.Length..] : tag.Value;
        findings.Error(ErrorCodes.YamlUnknownTag, place, $"The tag `{shown}` is not known.", "Remove it; only `!!str`, `!!int`, `!!float`, `!!bool`, `!!null`, `!!seq` and `!!map` are.");
    }
}
