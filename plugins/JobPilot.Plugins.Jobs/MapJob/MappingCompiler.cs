using System.Globalization;
using JobPilot.Plugins.Jobs.MapJob.Rules;

namespace JobPilot.Plugins.Jobs.MapJob;

/// <summary>Compiles the rules of a mapping. A prefix stands before the paths of a list's items: <c>apply_options[3].</c>.</summary>
/// <param name="dates">What reads relative dates where the user's files change it; null for the shipped words.</param>
internal sealed class MappingCompiler(Lazy<RelativeDate>? dates)
{
    private const int DeepestRule = 16;
    private const string Raw = "raw";

    /// <summary>Fields of a place that are texts.</summary>
    private static readonly string[] PlaceTexts = [Raw, "city", "region", "country"];
    private static readonly string[] FieldKeys = ["from", "as", "codes", "other", "confidence"];

    public MappingRule Compile(MappingNode node, string prefix) => Compile(node, prefix, 0);

    private static FieldPath Path(MappingNode node, string prefix)
    {
        var text = node.Scalar("a path of the source");
        var whole = text == "." ? prefix.TrimEnd('.') : prefix + text;
        return FieldPath.TryParse(whole, out var path, out var error) ? path : throw node.Wrong(error.TrimEnd('.'));
    }

    private static FieldPath[] Paths(MappingNode node, string prefix) =>
        [.. node.AsList().Select(item => Path(item, prefix))];

    private Transform[] TransformsOf(MappingNode? node) => node is null ? [] : [.. node.AsList().Select(TransformOf)];

    private Transform TransformOf(MappingNode node)
    {
        var name = node.Scalar("the name of a transform");
        return Transforms.Find(name, dates) ?? throw node.Wrong($"unknown transform '{name}'; known are {string.Join(", ", Transforms.All.Keys.Order(StringComparer.Ordinal))}");
    }

    private static CodeTable? Codes(MappingNode? node, MappingNode? other)
    {
        if (node is null)
        {
            return other is null ? null : throw other.Wrong("'other' stands beside 'codes'");
        }

        var meanings = new Dictionary<string, MappedValue>(StringComparer.OrdinalIgnoreCase);
        foreach (var (code, meaning) in node.Fields ?? throw node.Wrong("'codes' is a table of codes and their meanings"))
        {
            if (!meanings.TryAdd(code.Scalar("a code"), Constant(meaning)))
            {
                throw code.Wrong($"the code '{code.Value}' stands twice (upper and lower case are the same)");
            }
        }

        return new CodeTable(meanings, other is null ? default : Constant(other));
    }

    private static MappedValue Constant(MappingNode node)
    {
        var text = node.Scalar("a plain value");
        if (node.IsQuoted)
        {
            return MappedValue.Of(text);
        }

        return text switch
        {
            "true" => MappedValue.Of(true),
            "false" => MappedValue.Of(false),
            "" or "~" or "null" => default,
            _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => MappedValue.Of(number),
            _ => MappedValue.Of(text),
        };
    }

    private static double Confidence(MappingNode? node) => node is null
        ? 0
        : double.TryParse(node.Scalar("a number"), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is > 0 and <= 1
            ? value
            : throw node.Wrong("'confidence' is a number above 0, at most 1");

    private static void Allow(MappingNode node, params ReadOnlySpan<string> keys)
    {
        foreach (var key in node.Fields!.Select(field => field.Key))
        {
            var name = key.Scalar("a name");
            if (!keys.Contains(name))
            {
                throw key.Wrong($"unknown key '{name}'; known here are {string.Join(", ", keys!)}");
            }
        }
    }

    private MappingRule Compile(MappingNode node, string prefix, int depth)
    {
        if (depth > DeepestRule)
        {
            throw node.Wrong($"rules are nested deeper than {DeepestRule}");
        }

        if (node.Value is not null)
        {
            return new FieldRule([Path(node, prefix)], null, [], 0);
        }

        var rule = node.Fields is not null ? node : throw node.Wrong("a rule is a path or a table");
        if (rule.Get("list") is { } list)
        {
            Allow(rule, "list", "needs", "distinct");
            return List(list.Items ?? throw list.Wrong("'list' is a list of rules"), rule, prefix, depth);
        }

        if (rule.Get("each") is not null)
        {
            return List([rule], rule, prefix, depth);
        }

        return rule.Get("from") is { } from ? Field(rule, from, prefix) : Other(rule, prefix, depth);
    }

    private FieldRule Field(MappingNode rule, MappingNode from, string prefix)
    {
        Allow(rule, FieldKeys);
        return new FieldRule(
            Paths(from, prefix), Codes(rule.Get("codes"), rule.Get("other")), TransformsOf(rule.Get("as")), Confidence(rule.Get("confidence")));
    }

    private MappingRule Other(MappingNode rule, string prefix, int depth)
    {
        if (rule.Get("value") is { } value)
        {
            Allow(rule, "value");
            return new ConstantRule(Constant(value));
        }

        if (rule.Get("first") is { Items: { } first })
        {
            Allow(rule, "first");
            return new FirstRule([.. first.Select(child => Compile(child, prefix, depth + 1))]);
        }

        if (rule.Get("join") is { } join)
        {
            Allow(rule, "join", "with");
            var separator = rule.Get("with") is { } with ? with.Scalar("a text") : " ";
            return new JoinRule([.. Paths(join, prefix).Select(path => new FieldRule([path], null, [], 0))], separator);
        }

        if (rule.Get("fields") is not null)
        {
            Allow(rule, "fields", "needs");
            return Fields(rule, rule.Get("needs"), prefix, depth);
        }

        throw rule.Wrong("a rule has one of from, value, first, join, fields, list, each");
    }

    private FieldsRule Fields(MappingNode rule, MappingNode? needs, string prefix, int depth)
    {
        var node = rule.Get("fields");
        var fields = node?.Fields ?? throw (node ?? rule).Wrong("'fields' is a table of names and rules");
        string[] names = [.. fields.Select(field => field.Key.Scalar("a name"))];
        var needed = needs is null ? -1 : Array.IndexOf(names, needs.Scalar("a name"));
        return needs is not null && needed < 0
            ? throw needs.Wrong($"'needs' names '{needs.Value}', which is none of the fields")
            : new FieldsRule(names, [.. fields.Select((field, at) => Compile(field.Value, prefix, depth + 1) is var rule && PlaceTexts.Contains(names[at]) ? new PlaceTextRule(rule, isRaw: names[at] == Raw) : rule)], needed);
    }

    private ListRule List(IReadOnlyList<MappingNode> parts, MappingNode owner, string prefix, int depth)
    {
        var distinct = owner.Get("distinct") is { } node ? node.Scalar("the name of a field, or true") : null;
        var needs = owner.Get("needs");
        return new ListRule([.. parts.Select(part => Part(part, ReferenceEquals(part, owner), needs, prefix, depth))], distinct);
    }

    private ListPart Part(MappingNode node, bool isOwner, MappingNode? needs, string prefix, int depth)
    {
        if (node.Get("each") is not { } each)
        {
            var single = node.Get("fields") is not null
                ? Fields(node, needs ?? node.Get("needs"), prefix, depth)
                : Compile(node, prefix, depth + 1);
            return new ListPart(null, _ => single);
        }

        if (isOwner)
        {
            Allow(node, "each", "fields", "as", "codes", "other", "needs", "distinct");
        }
        else
        {
            Allow(node, "each", "fields", "as", "codes", "other");
        }

        var array = Path(each, prefix);
        var codes = Codes(node.Get("codes"), node.Get("other"));
        var transforms = TransformsOf(node.Get("as"));
        MappingRule Item(int index)
        {
            var path = index < 0 ? array.Text : $"{array.Text}[{index}]";
            return node.Get("fields") is null
                ? new FieldRule([FieldPath.Parse(path)], codes, transforms, 0)
                : Fields(node, needs, path + ".", depth);
        }

        // Compiled once now, so that a mistake is found before the first record.
        Item(0);
        return new ListPart(array, Item);
    }
}
