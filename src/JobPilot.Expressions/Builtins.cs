using System.Collections.Frozen;
using Scriban;
using Scriban.Functions;
using Scriban.Runtime;

namespace JobPilot.Expressions;

/// <summary>
/// The functions that expressions may call: an empty object with the harmless ones added back. Left out on purpose: whatever reads files or
/// templates, evaluates text, is random, knows the machine's time zone, or changes state.
/// </summary>
internal sealed class Builtins
{
    private static readonly string[] StringNames =
    [
        "append", "base64_decode", "base64_encode", "capitalize", "capitalizewords", "contains", "downcase", "empty", "ends_with",
        "equals_ignore_case", "escape", "handleize", "index_of", "literal", "lstrip", "md5", "pad_left", "pad_right", "pluralize", "prepend",
        "remove", "remove_first", "remove_last", "replace", "replace_first", "rstrip", "sha1", "sha256", "sha512", "size", "slice", "slice1",
        "split", "starts_with", "strip", "strip_newlines", "to_double", "to_float", "to_int", "to_long", "truncate", "truncatewords", "upcase",
        "whitespace",
    ];

    private static readonly string[] MathNames =
        ["abs", "ceil", "divided_by", "floor", "format", "is_number", "minus", "modulo", "plus", "round", "times"];

    private static readonly string[] ArrayNames =
    [
        "add", "add_range", "any", "compact", "concat", "contains", "each", "filter", "first", "insert_at", "join", "last", "limit", "map",
        "offset", "remove_at", "reverse", "size", "sort", "uniq",
    ];

    private static readonly string[] ObjectNames = ["default", "format", "keys", "size", "typeof", "values"];

    private static readonly string[] DateNames =
        ["add_days", "add_hours", "add_milliseconds", "add_minutes", "add_months", "add_seconds", "add_years", "to_string"];

    public Builtins()
    {
        var date = new DateTimeFunctions();
        foreach (var name in date.GetMembers().Except(DateNames).ToList())
        {
            if (name is not "format" and not "default_format")
            {
                date.Remove(name);
            }
        }

        date.Import("now", new Func<TemplateContext, DateTime>(static context => ((ExpressionContext)context).Now));
        date.Import("parse", new Func<string?, DateTime?>(DateFunctions.Parse));

        var text = Pick(new StringFunctions(), StringNames);
        var objects = Pick(new ObjectFunctions(), ObjectNames);
        objects.Import("to_json", new Func<TemplateContext, object?, string>(static (_, value) => ResultConverter.ToNode(value)?.ToJsonString(RecordJson.Options) ?? "null"));
        objects.Import("has_key", new Func<object?, string, bool>(static (value, key) => value is IScriptObject fields && fields.Contains(key)));
        var regex = new ScriptObject();
        regex.Import("is_match", RegexFunctions.IsMatch);
        regex.Import("match", RegexFunctions.Match);
        regex.Import("matches", RegexFunctions.Matches);
        regex.Import("replace", RegexFunctions.Replace);
        regex.Import("split", RegexFunctions.Split);
        regex.Import("escape", RegexFunctions.Escape);

        var groups = new Dictionary<string, ScriptObject>
        {
            ["string"] = text,
            ["math"] = Pick(new MathFunctions(), MathNames),
            ["array"] = Pick(new ArrayFunctions(), ArrayNames),
            ["object"] = objects,
            ["date"] = date,
            ["regex"] = regex,
        };
        Root = [];
        foreach (var (name, functions) in groups)
        {
            functions.IsReadOnly = true;
            Root.SetValue(name, functions, readOnly: true);
        }

        Root.SetValue("empty", EmptyScriptObject.Default, readOnly: true);
        Root.SetValue("blank", BlankMarker.Instance, readOnly: true);
        Root.IsReadOnly = true;
        Functions = groups.ToFrozenDictionary(
            group => group.Key,
            group => (IReadOnlyList<string>)[.. group.Value.GetMembers().Where(member => member is not "default_format" and not "format" || group.Key != "date").Order(StringComparer.Ordinal)]);
    }

    /// <summary>Scriban's global object.</summary>
    public ScriptObject Root { get; }

    /// <summary>Names of the functions, by group, sorted.</summary>
    public FrozenDictionary<string, IReadOnlyList<string>> Functions { get; }

    private static ScriptObject Pick(ScriptObject source, string[] names)
    {
        var picked = new ScriptObject(names.Length);
        foreach (var name in names)
        {
            picked.SetValue(name, source[name] ?? throw new InvalidOperationException($"Scriban has no function {name}."), readOnly: true);
        }

        return picked;
    }
}
