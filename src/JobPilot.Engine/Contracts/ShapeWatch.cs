using JobPilot.Engine.Commits;
using JobPilot.Engine.Recovery;
using Microsoft.Extensions.Logging;

namespace JobPilot.Engine.Contracts;

/// <summary>
/// Notices, for every source of a run, where its shape is not what it was, and does what the pipeline declares. The shapes are kept as marks in the
/// home, in the commit of the records that they count: a kill neither loses nor doubles them (Invariants 2 and 5). Used by the collecting
/// stage's thread, and by the consumer's once that has ended.
/// </summary>
internal sealed partial class ShapeWatch(RunEnvironment environment)
{
    /// <summary>Before the id of the collector in the name of a mark; no sink's id can begin like that.</summary>
    public const string MarkPrefix = "@shape/";

    /// <summary>Changes that are told of one source; those beyond are counted.</summary>
    private const int MostChanges = 100;

    private readonly ILogger _logger = environment.Loggers.CreateLogger("JobPilot.Engine.Contract");
    private readonly Dictionary<string, SourceShape> _shapes = new(StringComparer.Ordinal);
    private readonly HashSet<SourceShape> _touched = [];
    private readonly HashSet<ShapeNode> _logged = [];
    private readonly List<string> _sources = [];
    private readonly List<ShapeChange> _earlier = [];
    private IReadOnlyDictionary<string, string> _marks = new Dictionary<string, string>();
    private IReadOnlyList<ShapeChange>? _ended;

    /// <summary>The marks of a home that are shapes.</summary>
    public static IReadOnlyDictionary<string, string> Only(IReadOnlyDictionary<string, string> marks) =>
        marks.Where(mark => mark.Key.StartsWith(MarkPrefix, StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal);

    /// <summary>
    /// Takes what the home knows. Where the last run was cut short behind the end of all passes of a source, and before that of the run, the end is made up for: the next
    /// pass is judged by what that one taught (Invariant 5).
    /// </summary>
    /// <param name="known">What the home knows.</param>
    /// <param name="collectors">The collectors that take part, and their fallbacks.</param>
    public void Begin(Claim known, IEnumerable<CollectorPlan> collectors)
    {
        _marks = known.Marks;
        foreach (var collector in environment.Replays ? [] : collectors)
        {
            Add(collector.Id, id => SplitClaims.IsOwn(collector, id));
            if (collector.Fallback is { } fallback)
            {
                Add(fallback.Id, id => id.StartsWith(SplitClaims.FallbackPrefix(collector), StringComparison.Ordinal));
            }
        }

        void Add(string source, Func<string, bool> isOfSource)
        {
            _sources.Add(source);
            var states = known.Splits.Where(split => isOfSource(split.Key)).ToList();
            if (states.Count > 0 && states.TrueForAll(split => split.Value.Done) && Kept(source) is { Root.Seen: > 0 } shape)
            {
                var changes = ShapeEnd.Changes(shape, isWhole: true);
                if (FoldUnlessRefused(shape, changes))
                {
                    _earlier.AddRange(changes);
                }
            }
        }
    }

    /// <summary>
    /// Looks at the first records of a page, and takes fields out of them that are to be left out.
    /// </summary>
    /// <returns>Why a record is a dead letter, by its number; null where none is.</returns>
    /// <exception cref="ComponentFaultException">The contract is frozen; nothing of the page is counted.</exception>
    public string?[]? Judge(IReadOnlyList<Record> records, int count)
    {
        if (environment.Replay is null)
        {
            return Judge(Find(records[0].Origin.Collector), records, count);
        }

        // Letters of several sources may share a page.
        string?[]? refused = null;
        for (var i = 0; i < count; i++)
        {
            if (Judge(Find(records[i].Origin.Collector), [records[i]], 1) is [{ } reason])
            {
                (refused ??= new string?[count])[i] = reason;
            }
        }

        return refused;
    }

    /// <summary>Shapes that have changed since they were asked for last, in their stored form. A replay, whose records were seen before, teaches nothing.</summary>
    public IReadOnlyDictionary<string, string>? Take()
    {
        if (_touched.Count == 0 || environment.Replays)
        {
            return null;
        }

        var texts = _touched.ToDictionary(shape => MarkPrefix + shape.Collector, ShapeText.Write, StringComparer.Ordinal);
        _touched.Clear();
        return texts;
    }

    /// <summary>The run is over in order: what it met is known from now on, unless something that may not vanish has.</summary>
    public IReadOnlyDictionary<string, string>? End()
    {
        if (environment.Replays)
        {
            return null;
        }

        // One that gave nothing now may have been cut short behind its last record.
        _sources.ForEach(source => Kept(source));
        _ended = ChangesNow(isWhole: true);
        foreach (var shape in _shapes.Values.Where(shape => shape.Root.Seen > 0))
        {
            FoldUnlessRefused(shape, _ended);
        }

        return Take();
    }

    /// <summary>Fails the run where a field has vanished that may not.</summary>
    /// <exception cref="ComponentFaultException">One has.</exception>
    public void RefuseVanished()
    {
        if (_ended?.FirstOrDefault(IsRefusedVanished) is { } gone)
        {
            throw Frozen(
                gone.Collector,
                $"'{gone.Collector}' no longer gives the field '{gone.Field}', which used to be in nearly every record: it is in none of {gone.Records}. The contract is frozen. What was read is written.",
                gone.Field,
                "to do without it");
        }
    }

    /// <summary>Logs the changes of each source and puts them into the summary.</summary>
    public IReadOnlyList<ShapeChange> Tell()
    {
        var changes = _earlier.Concat(_ended ?? ChangesNow(isWhole: false)).GroupBy(change => change.Collector, StringComparer.Ordinal).SelectMany(Counted).ToList();
        foreach (var group in changes.GroupBy(change => change.Collector, StringComparer.Ordinal))
        {
            environment.Warn(
                new FaultException(FaultKind.Permanent, $"{string.Join("; ", group.GroupBy(change => change.Kind).Select(Describe))}.")
                {
                    Code = "engine.source_changed",
                    Fix = $"Look at the source, and say in `contract` of '{group.Key}' what is to be done.",
                },
                group.Key,
                "the shape of the source changed");
        }

        foreach (var shape in _shapes.Values.Where(shape => shape.IsCapped))
        {
            environment.Warn(
                new FaultException(FaultKind.Permanent, $"It has more than {SourceShape.MostNodes} different fields; changes of the others are not noticed.") { Code = "engine.source_too_wide" },
                shape.Collector,
                "the shape of the source is followed in part");
        }

        return changes;
    }

    /// <summary>Counts all changes of one source; returns those that are told.</summary>
    private IEnumerable<ShapeChange> Counted(IGrouping<string, ShapeChange> changes)
    {
        environment.Meters.Find(changes.Key)?.SetShape(new ShapeCounts
        {
            New = changes.Count(change => change.Kind == ShapeChangeKind.New),
            Retyped = changes.Count(change => change.Kind == ShapeChangeKind.Retyped),
            Widened = changes.Count(change => change.Kind == ShapeChangeKind.Widened),
            Vanished = changes.Count(change => change.Kind == ShapeChangeKind.Vanished),
        });
        return changes.Take(MostChanges);
    }

    private bool FoldUnlessRefused(SourceShape shape, IReadOnlyList<ShapeChange> changes)
    {
        if (changes.Any(change => change.Collector == shape.Collector && IsRefusedVanished(change)))
        {
            return false;
        }

        ShapeEnd.Fold(shape);
        _touched.Add(shape);
        return true;
    }

    private static bool IsRefusedVanished(ShapeChange change) => change is { Kind: ShapeChangeKind.Vanished, Action: ContractMode.Freeze };

    private static string Describe(IGrouping<ShapeChangeKind, ShapeChange> changes)
    {
        const int Named = 5;
        var names = changes.Take(Named).Select(change => change.Kind switch
        {
            ShapeChangeKind.New => change.Now.Length > 0 ? $"{change.Field} ({change.Now})" : change.Field,
            ShapeChangeKind.Vanished => change.Field,
            _ => $"{change.Field} ({change.Before} -> {change.Now})",
        });
        var rest = changes.Count() - Named;
        return $"{changes.Count()} {changes.Key.ToString().ToLowerInvariant()}: {string.Join(", ", names)}{(rest > 0 ? $" and {rest} more" : "")}";
    }

    private IReadOnlyList<ShapeChange> ChangesNow(bool isWhole) =>
        [.. _shapes.Values.OrderBy(shape => shape.Collector, StringComparer.Ordinal).SelectMany(shape => ShapeEnd.Changes(shape, isWhole))];

    private string?[]? Judge(SourceShape shape, IReadOnlyList<Record> records, int count)
    {
        var oddities = shape.Read(records, count);
        if (oddities.Count == 0)
        {
            _touched.Add(shape);
            return null;
        }

        if (oddities.Select(one => (ShapeOddity?)one).FirstOrDefault(one => one!.Value.Mode == ContractMode.Freeze) is { } frozen)
        {
            var failure = Frozen(shape, frozen, records[frozen.Record]);
            shape.TakeBack(records, count);
            throw failure;
        }

        _touched.Add(shape);
        string?[]? refused = null;
        foreach (var oddity in oddities)
        {
            Log(shape, oddity);
            if (oddity.Mode == ContractMode.DiscardRecord)
            {
                refused ??= new string?[count];
                refused[oddity.Record] ??= $"{Sentence(shape, oddity)} The contract with this source discards such records.";
            }
        }

        var meter = environment.Meters.Find(shape.Collector);
        foreach (var oddity in oddities)
        {
            if (oddity.Mode == ContractMode.DiscardField && refused?[oddity.Record] is null)
            {
                FieldRemover.Remove(records[oddity.Record], oddity.Node, oddity.Type);
                meter?.Discard();
            }
        }

        var rejected = refused?.Count(reason => reason is not null) ?? 0;
        meter?.Add(0, -rejected, rejected: rejected);
        return refused;
    }

    private SourceShape Find(string collector)
    {
        if (Kept(collector) is { } shape)
        {
            return shape;
        }

        if (MarkOf(collector).Length > 0)
        {
            environment.Warn(
                new FaultException(FaultKind.Permanent, "What is kept of it was written by another version of the program, or is damaged.") { Code = "engine.shape_unreadable" },
                collector,
                "the shape of the source is learnt anew");
        }

        return _shapes[collector] = Create(collector);
    }

    /// <summary>The shape as it is, or as it is kept; null where nothing is kept that can be read.</summary>
    private SourceShape? Kept(string collector)
    {
        if (_shapes.TryGetValue(collector, out var shape))
        {
            return shape;
        }

        shape = Create(collector);
        return MarkOf(collector) is { Length: > 0 } text && ShapeText.TryRead(text, shape) ? _shapes[collector] = shape : null;
    }

    private string MarkOf(string collector) => _marks.GetValueOrDefault(MarkPrefix + collector, "");

    private SourceShape Create(string collector) => new(collector, environment.ContractOf(collector), name => environment.Redact(name) != name);

    private static string Sentence(SourceShape shape, ShapeOddity oddity) => oddity.Node.Known
        ? $"'{shape.Collector}' gave the field '{oddity.Node.PathText()}' as {ShapeTypeNames.Of(oddity.Type)}; so far it was {ShapeTypeNames.Of(oddity.Node.Types)}."
        : $"'{shape.Collector}' gave a new field '{oddity.Node.PathText()}'{(oddity.Type == ShapeTypes.None ? "" : $" ({ShapeTypeNames.Of(oddity.Type)})")}.";

    private static ComponentFaultException Frozen(SourceShape shape, ShapeOddity oddity, Record record) => Frozen(
        shape.Collector,
        $"{Sentence(shape, oddity)} The contract is frozen. The record is '{record.Key ?? "without a key"}' of '{record.Origin.Split}', and nothing of its page is written.",
        oddity.Node.PathText(),
        "to take it in");

    private static ComponentFaultException Frozen(string collector, string message, string field, string purpose) => new(collector, new FaultException(FaultKind.Fatal, message)
    {
        Code = "engine.contract_frozen",
        Fix = $"Look at the source. In `contract` of '{collector}', {purpose} write `fields: {{ \"{field}\": evolve }}`; `discard_field` or `discard_record` go on without it.",
    });

    private void Log(SourceShape shape, ShapeOddity oddity)
    {
        if (_logged.Count < SourceShape.MostNodes && _logged.Add(oddity.Node))
        {
            LogDiscarded(_logger, environment.Redact(Sentence(shape, oddity)), oddity.Mode == ContractMode.DiscardField ? "The field is left out." : "Such records are dead letters.");
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Sentence} {Consequence}")]
    private static partial void LogDiscarded(ILogger logger, string sentence, string consequence);
}
