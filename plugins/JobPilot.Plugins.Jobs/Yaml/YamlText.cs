using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace JobPilot.Plugins.Jobs.Yaml;

/// <summary>
/// Walks the events of the YAML parser into a tree with places. The parser itself has no limits: what is read is bounded, aliases counted as what they stand for.
/// </summary>
internal sealed class YamlText
{
    private const int DeepestNesting = 64;
    private readonly Parser _parser;
    private readonly int _most;
    private readonly Dictionary<string, YamlNode> _anchors = new(StringComparer.Ordinal);
    private int _count;

    private YamlText(string text, int most)
    {
        _parser = new Parser(new StringReader(text));
        _most = most;
    }

    /// <summary>Reads one document.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">Most values that are read, aliases counted as what they stand for.</param>
    /// <returns>The document; null where the text holds none.</returns>
    /// <exception cref="YamlTextException">It is not YAML, or nested or long beyond the limits, or several documents.</exception>
    public static YamlNode? Read(string text, int most)
    {
        try
        {
            return new YamlText(text, most).Document();
        }
        catch (YamlException error)
        {
            throw new YamlTextException(Math.Max(1, (int)error.Start.Line), Math.Max(1, (int)error.Start.Column), $"not YAML: {error.Message.TrimEnd('.')}", error);
        }
        catch (Exception error) when (error is not (YamlTextException or OutOfMemoryException))
        {
            // The parser throws several kinds of exception for broken text, some without a place: an unclosed bracket is one.
            throw new YamlTextException(1, 1, "not YAML: a bracket, brace or quote is not closed", error);
        }
    }

    private YamlNode? Document()
    {
        _parser.MoveNext();
        if (!_parser.MoveNext() || _parser.Current is StreamEnd)
        {
            return null;
        }

        _parser.MoveNext();
        var root = Node(1);
        _parser.MoveNext();
        if (_parser.MoveNext() && _parser.Current is DocumentStart second)
        {
            throw Wrong(second, "there is more than one document");
        }

        return root;
    }

    /// <summary>Reads the node that begins at the current event; the current event afterwards is its last one.</summary>
    private YamlNode Node(int depth)
    {
        var current = _parser.Current!;
        Count(1, current);
        CheckDepth(depth, current);
        switch (current)
        {
            case Scalar scalar:
                return Remember(scalar.Anchor, new YamlNode(Line(scalar), Column(scalar)) { Value = scalar.Value, IsQuoted = scalar.Style != ScalarStyle.Plain });
            case SequenceStart sequence:
                return List(sequence, depth);
            case MappingStart mapping:
                return Table(mapping, depth);
            case AnchorAlias alias when _anchors.TryGetValue(alias.Value.Value, out var node):
                Count(node.Size - 1, alias);
                CheckDepth(depth + node.Height - 1, alias);
                return node;
            default:
                throw Wrong(current, "an alias leads nowhere");
        }
    }

    private YamlNode List(SequenceStart start, int depth)
    {
        var items = new List<YamlNode>();
        var (size, height) = (1, 1);
        while (_parser.MoveNext() && _parser.Current is not SequenceEnd)
        {
            var item = Node(depth + 1);
            items.Add(item);
            (size, height) = (size + item.Size, Math.Max(height, item.Height + 1));
        }

        return Remember(start.Anchor, new YamlNode(Line(start), Column(start)) { Items = items, Size = size, Height = height });
    }

    private YamlNode Table(MappingStart start, int depth)
    {
        var fields = new List<KeyValuePair<YamlNode, YamlNode>>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var (size, height) = (1, 1);
        while (_parser.MoveNext() && _parser.Current is not MappingEnd)
        {
            var at = _parser.Current!;
            var key = Node(depth + 1);
            if (key.Value is { } name && !names.Add(name))
            {
                throw Wrong(at, $"the key '{name}' stands here a second time");
            }

            _parser.MoveNext();
            var value = Node(depth + 1);
            fields.Add(KeyValuePair.Create(key, value));
            (size, height) = (size + key.Size + value.Size, Math.Max(height, value.Height + 1));
        }

        return Remember(start.Anchor, new YamlNode(Line(start), Column(start)) { Fields = fields, Size = size, Height = height });
    }

    private YamlNode Remember(AnchorName anchor, YamlNode node)
    {
        if (!anchor.IsEmpty)
        {
            _anchors[anchor.Value] = node;
        }

        return node;
    }

    private void Count(int values, ParsingEvent at)
    {
        _count += values;
        if (_count > _most)
        {
            throw Wrong(at, $"there are more than {_most} values, aliases counted as what they stand for");
        }
    }

    private static void CheckDepth(int depth, ParsingEvent at)
    {
        if (depth > DeepestNesting)
        {
            throw Wrong(at, $"nested deeper than {DeepestNesting}");
        }
    }

    private static int Line(ParsingEvent at) => Math.Max(1, (int)at.Start.Line);

    private static int Column(ParsingEvent at) => Math.Max(1, (int)at.Start.Column);

    private static YamlTextException Wrong(ParsingEvent at, string message) => new(Line(at), Column(at), message);
}
