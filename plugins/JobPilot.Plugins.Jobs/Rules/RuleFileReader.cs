using JobPilot.Plugins.Jobs.Yaml;

namespace JobPilot.Plugins.Jobs.Rules;

/// <summary>
/// Reads the text of a rule file: <c>version: 1</c>, then a section a processor, a list in it, and what to <c>add</c>, <c>replace</c> and <c>remove</c>. Collects
/// every finding.
/// </summary>
internal sealed class RuleFileReader
{
    private const int MostValues = 500_000;
    private static readonly string[] Actions = ["add", "replace", "remove"];
    private readonly string _file;
    private readonly List<RuleChange> _changes = [];
    private readonly List<Diagnostic> _findings = [];

    private RuleFileReader(string file) => _file = file;

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">Path as the author of the pipeline wrote it.</param>
    public static RuleFile Read(string text, string file)
    {
        var reader = new RuleFileReader(file);
        try
        {
            reader.Root(YamlText.Read(text, MostValues));
        }
        catch (YamlTextException error)
        {
            reader._findings.Add(new RulePlace(file, error.Line, error.Column, "").Finding(
                RuleErrorCodes.Yaml, $"{error.Message}.", "Check the indentation, colons, brackets and quotes here and in the line before; one document, each key once."));
        }

        return new RuleFile(reader._changes, reader._findings);
    }

    private void Root(YamlNode? root)
    {
        if (root?.Fields is not { } sections)
        {
            Report(root, "", RuleErrorCodes.WrongType, "the file is no table of processors.", "Begin with `version: 1`; the plugin's README has an example.");
            return;
        }

        if (root.Get("version")?.Value != "1")
        {
            Report(root.Get("version") ?? root, "/version", RuleErrorCodes.Version, "this plugin reads version 1 of rule files.", "Write `version: 1` at the beginning.");
        }

        foreach (var (key, value) in sections)
        {
            if (key.Value is "version")
            {
                continue;
            }

            if (key.Value is { } section && RuleLists.Sections.Contains(section))
            {
                Section(section, value, $"/{section}");
            }
            else
            {
                Report(key, $"/{key.Value}", RuleErrorCodes.UnknownSection, $"there is no section `{key.Value}`{NearMiss.Suffix(key.Value ?? "", RuleLists.Sections)}", $"Use one of {Names(RuleLists.Sections)}.");
            }
        }
    }

    private void Section(string section, YamlNode node, string pointer)
    {
        foreach (var (key, value) in Table(node, pointer, "lists of the processor"))
        {
            var names = RuleLists.All.Where(list => list.Section == section).Select(list => list.Name).ToList();
            if (key.Value is { } name && RuleLists.Find(section, name) is { } list)
            {
                List(list, value, $"{pointer}/{name}");
            }
            else
            {
                Report(key, $"{pointer}/{key.Value}", RuleErrorCodes.UnknownList, $"`{section}` has no list `{key.Value}`{NearMiss.Suffix(key.Value ?? "", names)}", $"Use one of {Names(names)}.");
            }
        }
    }

    private void List(RuleList list, YamlNode node, string pointer)
    {
        foreach (var (key, value) in Table(node, pointer, "`add`, `replace` and `remove`"))
        {
            var place = $"{pointer}/{key.Value}";
            if (!Actions.Contains(key.Value))
            {
                Report(key, place, RuleErrorCodes.UnknownKey, $"`{key.Value}` is nothing to do with a list{NearMiss.Suffix(key.Value ?? "", Actions)}", "Use `add`, `replace` or `remove`.");
                continue;
            }

            if (value.Items is not { } items)
            {
                Report(value, place, RuleErrorCodes.WrongType, $"`{key.Value}` takes a list.", "Begin each entry with `- `.");
                continue;
            }

            for (var i = 0; i < items.Count; i++)
            {
                Entry(list, key.Value!, items[i], $"{place}/{i}");
            }
        }
    }

    private void Entry(RuleList list, string action, YamlNode node, string pointer)
    {
        var place = Place(node, pointer);
        if (action == "remove")
        {
            if (node.Value is { Length: > 0 } id)
            {
                _changes.Add(new RuleChange(list, RuleChangeKind.Remove, id, null, place));
            }
            else
            {
                Report(node, pointer, RuleErrorCodes.WrongType, "`remove` takes the ids of rules.", $"Write an id; `jobpilot-host plugins show {list.Section} --rules` prints them.");
            }

            return;
        }

        var errors = _findings.Count;
        var (given, row) = node.Value is { } text ? ("", Short(list, text, node, pointer)) : Rule(list, node, pointer);
        if (action == "replace" && given.Length == 0 && _findings.Count == errors)
        {
            Report(node, pointer, RuleErrorCodes.MissingKey, "`replace` takes the id of a rule and what stands in its place.", $"Write `id:`; `jobpilot-host plugins show {list.Section} --rules` prints them.");
        }

        if (_findings.Count == errors)
        {
            _changes.Add(new RuleChange(list, action == "add" ? RuleChangeKind.Add : RuleChangeKind.Replace, given, row, place));
        }
    }

    /// <summary>A plain text stands for the one field that a rule must have.</summary>
    private string[] Short(RuleList list, string text, YamlNode node, string pointer)
    {
        var row = Empty(list);
        if (list.Short is { } field)
        {
            row[field.Column] = Value(field, text, node, pointer);
        }
        else
        {
            Report(node, pointer, RuleErrorCodes.WrongType, $"a rule of `{list.Name}` has several fields.", $"Write {{ {string.Join(", ", list.Fields.Where(one => !one.IsOptional).Select(one => $"{one.Name}: ..."))} }}.");
        }

        return row;
    }

    private (string Id, string[] Row) Rule(RuleList list, YamlNode node, string pointer)
    {
        var row = Empty(list);
        var id = "";
        var given = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, value) in Table(node, pointer, "a rule"))
        {
            var place = $"{pointer}/{key.Value}";
            if (key.Value == "id")
            {
                id = Id(value, place);
            }
            else if (Array.Find(list.Fields, field => field.Name == key.Value) is { } field)
            {
                given.Add(field.Name);
                row[field.Column] = field.Separator is { } separator ? Values(field, separator, value, place) : Value(field, value.Value, value, place);
            }
            else
            {
                var names = list.Fields.Select(one => one.Name).Prepend("id").ToList();
                Report(key, place, RuleErrorCodes.UnknownKey, $"a rule of `{list.Name}` has no `{key.Value}`{NearMiss.Suffix(key.Value ?? "", names)}", $"Use {Names(names)}.");
            }
        }

        foreach (var field in node.Fields is null ? [] : list.Fields.Where(field => !field.IsOptional && !given.Contains(field.Name)))
        {
            Report(node, pointer, RuleErrorCodes.MissingKey, $"the rule has no `{field.Name}`.", $"Add `{field.Name}:`. {field.Description}");
        }

        return (id, row);
    }

    private string Id(YamlNode node, string pointer)
    {
        if (node.Value is { Length: > 0 and <= 100 } id && !id.AsSpan().ContainsAny(" \t\n\r"))
        {
            return id;
        }

        Report(node, pointer, RuleErrorCodes.NotAllowed, "an id is 1 to 100 letters without blanks.", "Write for instance `cto`.");
        return "";
    }

    private string Value(RuleField field, string? text, YamlNode node, string pointer)
    {
        if (text is null)
        {
            Report(node, pointer, RuleErrorCodes.WrongType, $"`{field.Name}` takes a text, not a list or table.", $"Write one value. {field.Description}");
            return "";
        }

        var value = field.Formed(text);
        if (field.Fault(value) is { } fault)
        {
            Report(node, pointer, RuleErrorCodes.NotAllowed, $"`{field.Name}` cannot be `{(value.Length > 60 ? value[..60] + "..." : value)}`: {fault}.", field.Allowed.Length > 0 ? "Write one of them." : $"Mend the value. {field.Description}");
        }

        return value;
    }

    private string Values(RuleField field, char separator, YamlNode node, string pointer)
    {
        var items = node.Items ?? [node];
        return string.Join(separator, items.Select((item, i) => Value(field, item.Value, item, node.Items is null ? pointer : $"{pointer}/{i}")));
    }

    private IReadOnlyList<KeyValuePair<YamlNode, YamlNode>> Table(YamlNode node, string pointer, string what)
    {
        if (node.Fields is null)
        {
            Report(node, pointer, RuleErrorCodes.WrongType, $"here stands a table: {what}.", "Write `name: value`, indented below its key.");
        }

        return node.Fields ?? [];
    }

    private static string[] Empty(RuleList list)
    {
        var row = new string[list.Width];
        Array.Fill(row, "");
        if (list.Kinds is [var kind])
        {
            row[list.KindColumn] = kind;
        }

        foreach (var field in list.Fields)
        {
            row[field.Column] = field.Default;
        }

        return row;
    }

    private void Report(YamlNode? node, string pointer, string code, string message, string fix) => _findings.Add(Place(node, pointer).Finding(code, message, fix));

    private RulePlace Place(YamlNode? node, string pointer) => new(_file, node?.Line ?? 1, node?.Column ?? 1, pointer);

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"`{name}`"));
}
