namespace JobPilot.Testing;

/// <summary>
/// A tiny engine in memory: runs one stateful processor over records, enforces declared keys, and applies what follows (upserts, patches,
/// deletes) to rows in a dictionary. For tests of processors; not safe for several threads.
/// </summary>
/// <param name="processor">The processor.</param>
public sealed class MemoryRun(IStatefulProcessor processor)
{
    private const int MaxFollowSteps = 4;
    private readonly Dictionary<string, Record> _rows = new(StringComparer.Ordinal);
    private readonly List<Outcome> _outcomes = [];
    private Dictionary<string, string> _memory = new(StringComparer.Ordinal);
    private IStatefulProcessor _processor = processor;

    /// <summary>The rows so far, by key.</summary>
    public IReadOnlyDictionary<string, Record> Rows => _rows;

    /// <summary>What is remembered so far.</summary>
    public IReadOnlyDictionary<string, string> Memory => _memory;

    /// <summary>Outcomes in the order of the records, those of <see cref="Try"/> left out.</summary>
    public IReadOnlyList<Outcome> Outcomes => _outcomes;

    /// <summary>Goes on with a new instance over the kept memory and rows, as after a restart.</summary>
    /// <param name="next">The new instance.</param>
    public void Restart(IStatefulProcessor next) => _processor = next;

    /// <summary>Processes one record and applies what follows from it.</summary>
    /// <param name="record">Owned by the run from here on.</param>
    /// <returns>The processor's outcome.</returns>
    /// <exception cref="InvalidOperationException">A key was touched that was not declared, or a row has no key.</exception>
    public Outcome Process(Record record)
    {
        var outcome = Run(record, _memory);
        _outcomes.Add(outcome);
        switch (outcome.Kind)
        {
            case OutcomeKind.Keep:
                Rowset.Apply(_rows, record);
                break;
            case OutcomeKind.Replace or OutcomeKind.Duplicate:
                foreach (var row in outcome.Records)
                {
                    Rowset.Apply(_rows, row);
                }

                break;
            default:
                break;
        }

        return outcome;
    }

    /// <summary>Processes records one after the other.</summary>
    /// <param name="records">Owned by the run from here on.</param>
    public void ProcessAll(IEnumerable<Record> records)
    {
        foreach (var record in records)
        {
            Process(record);
        }
    }

    /// <summary>Processes one record over a copy of the memory that is then thrown away, as before a rewind.</summary>
    /// <param name="record">Owned by the run from here on.</param>
    /// <returns>The processor's outcome.</returns>
    public Outcome Try(Record record) => Run(record, new Dictionary<string, string>(_memory, StringComparer.Ordinal));

    /// <summary>Throws the memory away and builds it anew from the rows.</summary>
    /// <param name="next">The processor that goes on.</param>
    public void Restore(IRestorableProcessor next)
    {
        _processor = next;
        _memory = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in _rows.Values.Select(row => row.Clone()))
        {
            next.Restore(row, new FakeRecordState(_memory, [.. next.RestoreKeys(row)]));
        }
    }

    private Outcome Run(Record record, Dictionary<string, string> memory) =>
        _processor.Process(record, new FakeRecordState(memory, Declared(record, memory)), CancellationToken.None);

    private HashSet<string> Declared(Record record, Dictionary<string, string> memory)
    {
        var declared = new HashSet<string>(_processor.Keys(record), StringComparer.Ordinal);
        var edge = declared.ToList();
        for (var step = 0; step < MaxFollowSteps && edge.Count > 0; step++)
        {
            edge = [.. edge.SelectMany(key => _processor.Follow(key, memory.GetValueOrDefault(key))).Where(declared.Add)];
        }

        return declared;
    }
}
