using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace JobPilot.Configuration;

/// <summary>
/// Walks the events of the YAML parser into a tree with places. The parser has no limits, accepts duplicate keys, unknown tags and aliases to
/// themselves, and throws without a mark: all that is made good here, in time and memory bounded by <see cref="ReadLimits"/>.
/// </summary>
internal sealed class PipelineFileReader
{
    private readonly string _file;
    private readonly string _text;
    private readonly FindingList _findings;
    private readonly Parser _parser;
    private readonly Dictionary<string, ConfigNode?> _anchors = new(StringComparer.Ordinal);
    private readonly NodeBuilder _builder;
    private readonly TabIndent _tabs;
    private long _values;

    private PipelineFileReader(string text, string file, FindingList findings)
    {
        _file = file;
        _text = text;
        _findings = findings;
        _parser = new Parser(new StringReader(text));
        _builder = new NodeBuilder(findings);
        _tabs = new TabIndent(text);
    }

    /// <summary>Reads one document.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">What findings name as the file.</param>
    /// <param name="findings">Takes what is wrong.</param>
    /// <returns>The tree; null where there is none, with a finding.</returns>
    public static ConfigNode? Read(string text, string file, FindingList findings) => new PipelineFileReader(text, file, findings).Read();

    private ConfigNode? Read()
    {
        try
        {
            return ReadDocument();
        }
        catch (ReadStoppedException)
        {
            return null;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // The parser throws several kinds of exception for broken text, some without a mark.
            ReportBroken(error);
            return null;
        }
    }

    private ConfigNode? ReadDocument()
    {
        Next<StreamStart>();
        if (!_parser.MoveNext() || _parser.Current is StreamEnd)
        {
            _findings.Error(ErrorCodes.YamlEmpty, new(_file, 1, 1), "The file holds nothing.", "Begin with `version: 1`.");
            return null;
        }

        _parser.MoveNext();
        var root = ReadNode(1);
        Next<DocumentEnd>();
        if (_parser.MoveNext() && _parser.Current is DocumentStart second)
        {
            _findings.Error(ErrorCodes.YamlManyDocuments, Place(second), "The file holds more than one document.", "Keep one pipeline a file; remove this `---` and what follows.");
        }

        if (_tabs.FindOutside() is { } tab)
        {
            ReportTab(tab);
        }

        return root;
    }

    private void Next<T>()
        where T : ParsingEvent
    {
        if (!_parser.MoveNext() || _parser.Current is not T)
        {
            throw new YamlException($"Expected {typeof(T).Name}.");
        }
    }

    /// <summary>Reads the node that begins at the current event; the current event afterwards is its last one.</summary>
    private ConfigNode ReadNode(int depth)
    {
        var current = _parser.Current!;
        if (depth > ReadLimits.MaxDepth)
        {
            TooDeep(current);
        }

        Count(1, current);
        switch (current)
        {
            case AnchorAlias alias:
                return ReadAlias(alias, depth);
            case Scalar scalar:
                _tabs.Allow(scalar.Start.Line, scalar.End.Line);
                return Remember(scalar.Anchor, _builder.Scalar(scalar, Place(scalar)));
            case SequenceStart sequence:
                return ReadSequence(sequence, depth);
            case MappingStart mapping:
                return ReadMapping(mapping, depth);
            default:
                throw new YamlException(current.Start, current.End, "Expected a value.");
        }
    }

    private ConfigNode ReadAlias(AnchorAlias alias, int depth)
    {
        if (!_anchors.TryGetValue(alias.Value.Value, out var target))
        {
            _findings.Error(ErrorCodes.YamlUnknownAlias, Place(alias), $"The alias `*{alias.Value.Value}` has no anchor{NearMiss.Suffix(alias.Value.Value, _anchors.Keys)}", $"Write `&{alias.Value.Value}` before the value that it stands for, above this line.");
            return NodeBuilder.Unknown(Place(alias));
        }

        if (target is null)
        {
            _findings.Error(ErrorCodes.YamlAliasCycle, Place(alias), $"The alias `*{alias.Value.Value}` stands inside the value that it stands for.", "Remove the alias.");
            return NodeBuilder.Unknown(Place(alias));
        }

        Count(target.Size - 1, alias);
        if (depth + target.Height - 1 > ReadLimits.MaxDepth)
        {
            TooDeep(alias);
        }

        return target;
    }

    private ConfigSequence ReadSequence(SequenceStart start, int depth)
    {
        _builder.CheckTag(start.Tag, "tag:yaml.org,2002:seq", Place(start));
        Open(start.Anchor);
        var items = new List<ConfigNode>();
        while (_parser.MoveNext() && _parser.Current is not SequenceEnd)
        {
            items.Add(ReadNode(depth + 1));
        }

        AllowTabs(start.Style == SequenceStyle.Flow, start);

        return Remember(start.Anchor, new ConfigSequence(items, Place(start)));
    }

    private ConfigMapping ReadMapping(MappingStart start, int depth)
    {
        _builder.CheckTag(start.Tag, "tag:yaml.org,2002:map", Place(start));
        Open(start.Anchor);
        var entries = new MappingEntries(_findings);
        while (_parser.MoveNext() && _parser.Current is not MappingEnd)
        {
            var isMerge = _parser.Current is Scalar { Style: ScalarStyle.Plain, Value: "<<" };
            var keyPlace = Place(_parser.Current!);
            var key = ReadNode(depth + 1);
            _parser.MoveNext();
            var value = ReadNode(depth + 1);
            entries.Add(key, keyPlace, value, isMerge);
        }

        AllowTabs(start.Style == MappingStyle.Flow, start);

        return Remember(start.Anchor, new ConfigMapping(entries.Build(Count), Place(start)));
    }

    private void AllowTabs(bool flow, ParsingEvent start)
    {
        if (flow)
        {
            _tabs.Allow(start.Start.Line, _parser.Current!.End.Line);
        }
    }

    private void Open(AnchorName anchor)
    {
        if (!anchor.IsEmpty)
        {
            _anchors[anchor.Value] = null;
        }
    }

    private T Remember<T>(AnchorName anchor, T node)
        where T : ConfigNode
    {
        if (!anchor.IsEmpty)
        {
            _anchors[anchor.Value] = node;
        }

        return node;
    }

    private void Count(long values) => Count(values, _parser.Current!);

    private void Count(long values, ParsingEvent at)
    {
        _values += values;
        if (_values > ReadLimits.MaxValues)
        {
            _findings.Error(ErrorCodes.YamlTooMany, Place(at), $"The file holds more than {ReadLimits.MaxValues} values, aliases counted as what they stand for.", "Move data out of the pipeline file.");
            throw new ReadStoppedException();
        }
    }

    private void TooDeep(ParsingEvent at)
    {
        _findings.Error(ErrorCodes.YamlTooDeep, Place(at), $"Values are nested deeper than {ReadLimits.MaxDepth} levels.", "Flatten them.");
        throw new ReadStoppedException();
    }

    private SourceLocation Place(ParsingEvent at) => new(_file, (int)at.Start.Line, (int)at.Start.Column);

    private void ReportBroken(Exception error)
    {
        var mark = error is YamlException { Start.Line: > 0 } yaml && yaml.Start.Index > 0 ? yaml.Start : _parser.Current?.End ?? Mark.Empty;
        var line = Math.Max(1, (int)mark.Line);
        if (_tabs.FindBefore(line) is { } tab)
        {
            ReportTab(tab);
            return;
        }

        var reason = error is YamlException ? error.Message.TrimEnd('.') : "a bracket, brace or quote is not closed";
        _findings.Error(ErrorCodes.YamlSyntax, new(_file, line, Math.Max(1, (int)mark.Column)), $"The text is not YAML: {reason}.", Fix(line));
    }

    private void ReportTab((int Line, int Column) tab) =>
        _findings.Error(ErrorCodes.YamlTab, new(_file, tab.Line, tab.Column), "The line is indented by a tab.", "Indent by spaces.");

    private string Fix(int line)
    {
        var content = _text.Split('\n').ElementAtOrDefault(line - 1) ?? "";
        return content.Contains("${", StringComparison.Ordinal) && content.AsSpan().IndexOfAny('{', '[') < content.IndexOf("${", StringComparison.Ordinal)
            ? "Inside `{ }` and `[ ]` put a value with `${...}` in quotes."
            : "Check the indentation, colons, brackets and quotes here and in the line before.";
    }

    private sealed class ReadStoppedException : Exception;
}
