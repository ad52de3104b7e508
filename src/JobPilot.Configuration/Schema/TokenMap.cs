using Newtonsoft.Json.Linq;

namespace JobPilot.Configuration;

/// <summary>A tree as the validator reads it, with the way back from each token to its node.</summary>
internal sealed class TokenMap
{
    private readonly Dictionary<JToken, (ConfigNode Node, string Pointer)> _nodes = new(ReferenceEqualityComparer.Instance as IEqualityComparer<JToken>);

    public TokenMap(ConfigNode root, string pointer) => Root = Convert(root, pointer);

    public JToken Root { get; }

    /// <summary>Node and pointer of a token.</summary>
    public (ConfigNode Node, string Pointer) Find(JToken token) => _nodes[token];

    private JToken Convert(ConfigNode node, string pointer)
    {
        var token = node switch
        {
            ConfigSequence list => new JArray(list.Items.Select((item, i) => Convert(item, JsonPointer.Append(pointer, i)))),
            ConfigMapping mapping => new JObject(mapping.Entries.Select(e => new JProperty(e.Key, Convert(e.Value, JsonPointer.Append(pointer, e.Key))))),
            ConfigScalar scalar => Value(scalar),
            _ => throw new InvalidOperationException(),
        };
        _nodes[token] = (node, pointer);
        return token;
    }

    private static JToken Value(ConfigScalar scalar) => scalar.Kind switch
    {
        ScalarKind.Null => JValue.CreateNull(),
        ScalarKind.Boolean => new JValue(scalar.Text[0] is 't' or 'T'),
        ScalarKind.Integer => scalar.ReadInteger() is { } number ? new JValue(number) : new JValue(scalar.ReadNumber()),
        ScalarKind.Number => new JValue(scalar.ReadNumber()),
        _ => JValue.CreateString(scalar.Text),
    };
}
