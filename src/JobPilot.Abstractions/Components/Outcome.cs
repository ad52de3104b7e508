namespace JobPilot;

/// <summary>What a processor decides about one record.</summary>
public enum OutcomeKind
{
    /// <summary>The record goes on, as the processor left it.</summary>
    Keep = 0,

    /// <summary>The record is left out on purpose.</summary>
    Drop = 1,

    /// <summary>The record is wrong; it goes to the dead letters.</summary>
    Reject = 2,

    /// <summary>Other records take its place.</summary>
    Replace = 3,

    /// <summary>The record repeats another one; what follows from it is written instead.</summary>
    Duplicate = 4,
}

/// <summary>The outcome of one record; each record has exactly one. The default value is <see cref="Keep"/>.</summary>
public readonly struct Outcome
{
    private readonly Record[]? _records;

    private Outcome(OutcomeKind kind, string? reason, Record[]? records)
    {
        Kind = kind;
        Reason = reason;
        _records = records;
    }

    /// <summary>What was decided.</summary>
    public OutcomeKind Kind { get; }

    /// <summary>Why: for a drop or rejection the reason, for a duplicate the key of the record it repeats; else null.</summary>
    public string? Reason { get; }

    /// <summary>What goes on instead: for <see cref="OutcomeKind.Replace"/> and <see cref="OutcomeKind.Duplicate"/>; else empty.</summary>
    public IReadOnlyList<Record> Records => _records ?? [];

    /// <summary>The record goes on, as the processor left it.</summary>
    public static Outcome Keep => default;

    /// <summary>Leaves the record out on purpose.</summary>
    /// <param name="reason">Short and the same for the same cause: drops are counted by it.</param>
    public static Outcome Drop(string reason) => new(OutcomeKind.Drop, reason, null);

    /// <summary>Sends the record to the dead letters.</summary>
    /// <param name="reason">What is wrong with it, naming field and rule; holds no secret.</param>
    public static Outcome Reject(string reason) => new(OutcomeKind.Reject, reason, null);

    /// <summary>Puts other records in its place; the collected one counts as written if any of them is.</summary>
    /// <param name="records">One or more; to leave a record out, drop it.</param>
    public static Outcome Replace(params Record[] records) => new(OutcomeKind.Replace, null, records);

    /// <summary>Counts the record as a duplicate and writes what follows from it, if anything.</summary>
    /// <param name="of">Key of the record that it repeats.</param>
    /// <param name="follow">Rows to write: upserts, patches, deletes; may be empty.</param>
    public static Outcome Duplicate(string of, params Record[] follow) => new(OutcomeKind.Duplicate, of, follow);
}
