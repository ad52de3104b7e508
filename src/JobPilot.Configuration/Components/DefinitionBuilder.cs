using System.Globalization;
using System.Text.RegularExpressions;

namespace JobPilot.Configuration;

/// <summary>Turns a checked tree into a definition; reports what its components lack.</summary>
internal sealed partial class DefinitionBuilder(LoadRequest request, ISet<string> secrets, FindingList findings)
{
    private readonly ComponentReader _reader = new(request, secrets, findings);

    public bool PluginMissing => _reader.PluginMissing;

    public bool FileMissing => _reader.FileMissing;

    /// <summary>Reads every component, so that all findings come at once; null where any is wrong.</summary>
    public PipelineDefinition? Build(ConfigMapping root, string path, string environment, PipelineSchedule? schedule)
    {
        var ids = ComponentIds.Of(root);
        var collectors = Each(root, ids, Sections.Collectors, Collector);
        var processors = Each(root, ids, Sections.Processors, Processor);
        var sinks = Each(root, ids, Sections.Sinks, Sink);
        CheckHome(sinks);
        var notifications = NotificationSection.Read(root, secrets, findings);
        if (findings.Errors > 0)
        {
            return null;
        }

        return new PipelineDefinition
        {
            Path = path,
            Version = int.Parse(root.Text("version")!, CultureInfo.InvariantCulture),
            Name = root.Text("name")!,
            Description = root.Text("description") ?? "",
            Environment = environment,
            Collectors = collectors,
            Processors = processors,
            Sinks = sinks,
            Settings = SettingsSection.Bind(root),
            Schedule = schedule,
            Notifications = notifications,
            SecretValues = secrets.ToHashSet(StringComparer.Ordinal),
        };
    }

    private static List<T> Each<T>(
        ConfigMapping root, IReadOnlyDictionary<string, IReadOnlyList<string?>> ids, string section, Func<ConfigMapping, string, string, T?> read)
        where T : class
    {
        var found = new List<T>();
        var items = ComponentIds.Entries(root, section);
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is ConfigMapping entry
                && read(entry, ids[section][i] ?? "", JsonPointer.Append(JsonPointer.Append("", section), i)) is { } definition)
            {
                found.Add(definition);
            }
        }

        return found;
    }

    private CollectorDefinition? Collector(ConfigMapping entry, string id, string pointer)
    {
        var parts = Parts(entry, ComponentKind.Collector, id, pointer);
        var fallback = entry["fallback"] is ConfigMapping declared ? Collector(declared.Without("fallback"), $"{id}.fallback", JsonPointer.Append(pointer, "fallback")) : null;
        var contract = ContractSection.Read(entry, pointer, findings);
        return parts is null ? null : new CollectorDefinition(parts)
        {
            Contract = contract,
            Weight = entry["weight"] is ConfigScalar { Kind: ScalarKind.Integer or ScalarKind.Number } weight ? weight.ReadNumber() : 1,
            Lag = entry.Text("lag") is { } lag && DurationText.TryParse(lag, out var duration) ? duration : parts.Component.Descriptor.Lag,
            Fallback = fallback,
        };
    }

    private ProcessorDefinition? Processor(ConfigMapping entry, string id, string pointer) =>
        Parts(entry, ComponentKind.Processor, id, pointer) is { } parts ? new ProcessorDefinition(parts) : null;

    private SinkDefinition? Sink(ConfigMapping entry, string id, string pointer) =>
        Parts(entry, ComponentKind.Sink, id, pointer) is { } parts ? new SinkDefinition(parts) { Required = entry.Flag("required", true), TakesDeadLetters = Sections.TakesDeadLetters(entry) } : null;

    /// <summary>Rows and positions become durable together only where a required sink can be the home.</summary>
    private void CheckHome(List<SinkDefinition> sinks)
    {
        var enabled = sinks.FindAll(sink => sink is { Enabled: true, TakesDeadLetters: false });
        if (enabled.Exists(sink => sink.Required) && !enabled.Exists(sink => sink.Required && CanBeHome(sink)) && enabled.Find(CanBeHome) is { } candidate)
        {
            findings.Warning(ErrorCodes.ComponentOptionalHome, candidate.Location, $"`{candidate.Id}` is the only sink that could keep rows and positions in one transaction, and it is optional: the state store keeps the positions.", "Leave `required: false` out where its rows matter.", candidate.Pointer);
        }
    }

    private static bool CanBeHome(SinkDefinition sink) => typeof(ICommittingSink).IsAssignableFrom(sink.ComponentType);

    /// <summary>What all three kinds share; the condition is checked even where the component is wrong.</summary>
    private DefinitionParts? Parts(ConfigMapping entry, ComponentKind kind, string id, string pointer)
    {
        var component = _reader.Read(entry, kind, pointer);
        var when = Condition(entry, kind, pointer);
        return component is null ? null : new DefinitionParts(id, component, entry.Flag("enabled", true), when, OnError(entry), entry.Location, pointer);
    }

    private static ComponentErrorAction? OnError(ConfigMapping entry) =>
        Enum.TryParse<ComponentErrorAction>(entry.Text("on_error")?.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var action) ? action : null;

    private IExpression? Condition(ConfigMapping entry, ComponentKind kind, string pointer)
    {
        if (entry["when"] is not ConfigScalar { Kind: ScalarKind.Text, Unknown: false, Text.Length: > 0 } scalar)
        {
            return null;
        }

        IExpression? compiled = null;
        if (OptionTexts.Compile(() => compiled = request.Expressions.CompileExpression(scalar.Text)) is { } error)
        {
            findings.Error(ErrorCodes.ComponentCondition, scalar.Location, $"The condition does not compile: {error}", "Write one expression, for instance `record.title != null`.", JsonPointer.Append(pointer, "when"));
        }
        else if (kind == ComponentKind.Collector && NamesRecord(scalar.Text))
        {
            findings.Error(
                ErrorCodes.ComponentCondition, scalar.Location, "The condition of a collector is asked before there is a record: it can only look at the run.",
                "Look at `run.environment` and the like here, or leave records out by a `filter` among the processors.", JsonPointer.Append(pointer, "when"));
        }

        return compiled;
    }

    /// <summary>Whether an expression names the record, other than within a text.</summary>
    private static bool NamesRecord(string expression) => RecordName().IsMatch(QuotedText().Replace(expression, ""));

    [GeneratedRegex(@"""(\\.|[^""\\])*""|'(\\.|[^'\\])*'")]
    private static partial Regex QuotedText();

    [GeneratedRegex(@"(?<![\w.])record\b")]
    private static partial Regex RecordName();
}
