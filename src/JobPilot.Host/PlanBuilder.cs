using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using JobPilot.Configuration;
using JobPilot.Engine;
using JobPilot.Engine.Http;
using JobPilot.Host.Plugins;
using Microsoft.Extensions.Logging;

namespace JobPilot.Host;

/// <summary>Maps a definition to a plan: makes the components of what is enabled. Finds every problem, not only the first.</summary>
internal sealed class PlanBuilder(
    PipelineDefinition definition, RunInfo run, SourceHttpClientFactory http, IExpressionCompiler expressions, ILoggerFactory loggers, TimeProvider time,
    string workingDirectory)
{
    private readonly List<Diagnostic> _problems = [];
    private readonly List<object> _components = [];
    private readonly Dictionary<string, string> _fingerprints = Fingerprints(definition, workingDirectory);

    /// <summary>Every component that was made, to be disposed of in reverse order.</summary>
    public IReadOnlyList<object> Components => _components;

    /// <summary>Hash of type, resolved options and the files that they name by component id.</summary>
    public IReadOnlyDictionary<string, string> FingerprintById => _fingerprints;

    /// <summary>Makes the plan; null where a component could not be made.</summary>
    /// <param name="parts">Components to make; the plan lacks the others.</param>
    /// <param name="window">Which postings are read; what is new by default.</param>
    public (PipelinePlan? Plan, IReadOnlyList<Diagnostic> Problems) Build(PlanParts parts = PlanParts.All, ReadWindow? window = null)
    {
        var plan = new PipelinePlan
        {
            Run = run,
            Collectors = Part(PlanParts.Collectors, definition.Collectors, Collector),
            Processors = Part(PlanParts.Processors, definition.Processors, Processor),
            Sinks = Part(PlanParts.Sinks, definition.Sinks, Sink),
            Settings = Settings(definition.Settings),
            IdleCollectors = [.. definition.Collectors.Where(collector => !collector.Enabled).Select(collector => collector.Id)],
            Window = window ?? ReadWindow.New,
            Contracts = Contracts(definition),
        };
        return (_problems.Count == 0 ? plan : null, _problems);

        IReadOnlyList<TPlan> Part<TDefinition, TPlan>(PlanParts part, IReadOnlyList<TDefinition> components, Func<TDefinition, TPlan?> make)
            where TDefinition : ComponentDefinition
            where TPlan : class => parts.HasFlag(part) ? [.. components.Where(component => component.Enabled).Select(make).OfType<TPlan>()] : [];
    }

    private static EngineSettings Settings(PipelineSettings settings) => new()
    {
        BatchSize = settings.BatchSize,
        Parallelism = settings.Parallelism,
        MaxCommitDelay = settings.MaxCommitDelay,
        BatchTimeout = settings.BatchTimeout,
        WriteTimeout = settings.WriteTimeout,
        MaxRetries = settings.MaxRetries,
        ResumeWithin = settings.ResumeWithin,
        GracePeriod = settings.GracePeriod,
        MaxMemoryBytes = settings.MaxMemoryBytes ?? MachineMemory.DefaultLimit,
        FallbackProbe = settings.FallbackProbe,
        OptionalSinkWait = settings.OptionalSinkWait,
        DeadLetterOnError = settings.OnError == ErrorAction.DeadLetter,
        UndoRuns = settings.Undo.Enabled ? settings.Undo.Runs : 0,
        UndoKeep = settings.Undo.Keep,
        MaxRejectShare = settings.MaxRejectShare,
        RejectWindow = settings.RejectWindow,
    };

    private static Dictionary<string, SourceContract> Contracts(PipelineDefinition definition) => definition.Collectors
        .SelectMany(collector => collector.Fallback is { } fallback ? new[] { collector, fallback } : [collector])
        .Where(collector => collector.Contract is not null)
        .ToDictionary(collector => collector.Id, collector => Contract(collector.Contract!), StringComparer.Ordinal);

    private static SourceContract Contract(ContractDefinition contract) => new()
    {
        NewFields = Mode(contract.NewFields),
        Retyped = Mode(contract.Retyped),
        Vanished = Mode(contract.Vanished),
        Fields = [.. contract.Fields.Select(field => new FieldContract(field.Segments, Mode(field.Action)))],
    };

    private static ContractMode Mode(ContractAction action) => action switch
    {
        ContractAction.Freeze => ContractMode.Freeze,
        ContractAction.DiscardField => ContractMode.DiscardField,
        ContractAction.DiscardRecord => ContractMode.DiscardRecord,
        _ => ContractMode.Evolve,
    };

    /// <summary>
    /// Secrets are masked before, so that a new key starts nothing anew; a file that an option names counts with its content, or with what of it a processor says that it uses. An option of a processor that lists nothing does not: one that only
    /// a newer version has, and that nobody uses, begins no memory anew.
    /// </summary>
    private static Dictionary<string, string> Fingerprints(PipelineDefinition definition, string workingDirectory)
    {
        var fingerprints = new Dictionary<string, string>(StringComparer.Ordinal);
        var document = definition.ToRedactedJson();
        foreach (var section in new[] { "collectors", "processors", "sinks" })
        {
            var components = document[section]!.AsArray();
            for (var i = 0; i < components.Count; i++)
            {
                var component = components[i]!.AsObject();
                if (section == "processors" && component["options"] is JsonObject options)
                {
                    RemoveEmptyLists(options);
                    DescribeFiles(component, definition.Processors[i].BoundOptions);
                }

                Add(component);
            }
        }

        return fingerprints;

        void DescribeFiles(JsonObject component, object options)
        {
            try
            {
                if (component.ContainsKey("files") && (options as IFileOptions)?.DescribeFiles(path => Path.GetFullPath(path, workingDirectory)) is { } text)
                {
                    component["files"] = text;
                }
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // A plugin that breaks its promise: the files count whole.
            }
        }

        static void RemoveEmptyLists(JsonObject options)
        {
            for (var i = options.Count - 1; i >= 0; i--)
            {
                if (options.GetAt(i).Value is JsonArray { Count: 0 })
                {
                    options.RemoveAt(i);
                }
            }
        }

        void Add(JsonObject component)
        {
            var text = $"{component["type"]} {component["options"]?.ToJsonString()}{component["files"]?.ToJsonString()}";
            fingerprints[(string)component["id"]!] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
            if (component["fallback"] is JsonObject fallback)
            {
                Add(fallback);
            }
        }
    }

    private static ErrorPolicy Policy(ComponentDefinition component) => component.OnError switch
    {
        ComponentErrorAction.Retry => ErrorPolicy.Retry,
        ComponentErrorAction.Skip => ErrorPolicy.Skip,
        ComponentErrorAction.DeadLetter => ErrorPolicy.DeadLetter,
        ComponentErrorAction.Stop => ErrorPolicy.Stop,
        ComponentErrorAction.Fallback => ErrorPolicy.Fallback,
        _ => ErrorPolicy.ByFault,
    };

    private CollectorPlan? Collector(CollectorDefinition collector)
    {
        var fallback = collector.Fallback is { Enabled: true } declared ? Collector(declared) : null;
        return Make<ICollector>(collector) is { } component
            ? new CollectorPlan
            {
                Id = collector.Id,
                Type = collector.Type,
                Collector = component,
                Weight = collector.Weight,
                Lag = collector.Lag,
                Demo = collector.Descriptor.Demo,
                When = collector.When,
                OnError = Policy(collector),
                Fingerprint = _fingerprints.GetValueOrDefault(collector.Id, ""),
                Fallback = fallback,
            }
            : null;
    }

    private ProcessorPlan? Processor(ProcessorDefinition processor) => Make<object>(processor) is { } component
        ? new ProcessorPlan
        {
            Id = processor.Id,
            Type = processor.Type,
            Processor = component,
            When = processor.When,
            OnError = Policy(processor),
            Fingerprint = _fingerprints.GetValueOrDefault(processor.Id, ""),
        }
        : null;

    private SinkPlan? Sink(SinkDefinition sink) => Make<ISink>(sink) is { } component
        ? new SinkPlan { Id = sink.Id, Type = sink.Type, Sink = component, When = sink.When, OnError = Policy(sink), Required = sink.Required, TakesDeadLetters = sink.TakesDeadLetters }
        : null;

    private T? Make<T>(ComponentDefinition component)
        where T : class
    {
        var binding = Bind(component);
        if (binding.Options is null)
        {
            _problems.AddRange(binding.Findings.Select(finding => At(component, finding, "/options")));
            return null;
        }

        var context = new ComponentContext(
            component.Id, run, loggers.CreateLogger($"JobPilot.Components.{component.Id}"), time, http.Create(component.Id, isSource: component is not SinkDefinition), expressions)
        {
            WorkingDirectory = workingDirectory,
        };
        var (made, problem) = ComponentActivator.Create(component.ComponentType, binding.Options, context);
        if (problem is not null)
        {
            _problems.Add(At(component, problem, ""));
            return null;
        }

        _components.Add(made!);
        return (T)made!;
    }

    /// <summary>Invariant 8: an options class, or a rule of it, that throws at what a template gives is a finding about that component, whatever it throws.</summary>
    private OptionsBinding Bind(ComponentDefinition component)
    {
        try
        {
            return TemplatedOptions.Bind(component, expressions, run);
        }
        catch (Exception exception)
        {
            return new OptionsBinding
            {
                Findings =
                [
                    new Diagnostic(
                        ErrorCodes.ComponentBadOptionsClass,
                        $"The options class of `{component.Type}` in {component.Descriptor.AssemblyName} is not usable: {PluginProblems.Innermost(exception).Message}")
                    {
                        Fix = "Use another version of the plugin, or mend the class.",
                    },
                ],
            };
        }
    }

    private Diagnostic At(ComponentDefinition component, Diagnostic finding, string section) => new(finding.Code, finding.Message)
    {
        Severity = finding.Severity,
        Fix = finding.Fix,
        Pointer = component.Pointer + section + finding.Pointer,
        File = finding.File ?? (component.Location.File.Length > 0 ? component.Location.File : definition.Path),
        Line = component.Location.Line,
        Column = component.Location.Column,
    };
}
