namespace JobPilot;

/// <summary>
/// A pure processor: the outcome depends on the record and the options alone. Called from several threads at once, one record at a time
/// each; may change the record that it is given. An exception rejects that record only, and is named in its dead letter.
/// </summary>
public interface IProcessor
{
    /// <summary>Decides about one record.</summary>
    /// <param name="record">Owned by the processor for the length of the call.</param>
    /// <param name="cancellationToken">Cancelled when the run ends at once or the batch's time limit is reached.</param>
    Outcome Process(Record record, CancellationToken cancellationToken);
}

/// <summary>A pure processor that gains from seeing a batch: a look-up in a service. Called from several threads at once.</summary>
public interface IBatchProcessor
{
    /// <summary>Decides about each record of a batch.</summary>
    /// <param name="records">1 to a few hundred records, in order; owned by the processor for the length of the call.</param>
    /// <param name="cancellationToken">Cancelled when the run ends at once or the batch's time limit is reached.</param>
    /// <returns>Exactly one outcome a record, in the same order.</returns>
    /// <exception cref="FaultException">The service failed; the batch is tried again where the kind is transient.</exception>
    ValueTask<IReadOnlyList<Outcome>> ProcessAsync(IReadOnlyList<Record> records, CancellationToken cancellationToken);
}

/// <summary>
/// A processor that remembers across records and runs. Called in order on one thread. Its law: the final rows depend neither on the order of
/// arrival nor on a record arriving twice. What it remembers becomes durable together with the rows.
/// </summary>
public interface IStatefulProcessor
{
    /// <summary>Version of what is stored, from 1. Another version starts a new memory.</summary>
    int StateVersion { get; }

    /// <summary>
    /// Whether it remembers anything with the options that it has; true by default. One that does not is called in order on one thread all the same, declares no keys, and needs no memory
    /// that fits the home: it may be added to a pipeline that has run, and survives a lost state folder. Always the same for one instance.
    /// </summary>
    bool Remembers => true;

    /// <summary>
    /// Names the keys that <see cref="Process"/> may touch for this record. The engine fetches them for the whole batch at once.
    /// </summary>
    /// <param name="record">The record, unchanged by this call.</param>
    /// <returns>Keys of at most 400 characters; repeats are allowed.</returns>
    IEnumerable<string> Keys(Record record);

    /// <summary>
    /// Names further keys that a fetched value leads to (an alias to its group). Called for each key of <see cref="Keys"/> and, in turn,
    /// for what this returns, at most four steps deep. Leads nowhere by default.
    /// </summary>
    /// <param name="key">A declared key.</param>
    /// <param name="value">Its value; null where there is none.</param>
    IEnumerable<string> Follow(string key, string? value) => [];

    /// <summary>Decides about one record. May be called again for the same record after a rewind, with the memory as it was before.</summary>
    /// <param name="record">Owned by the processor for the length of the call.</param>
    /// <param name="state">The memory.</param>
    /// <param name="cancellationToken">Cancelled when the run ends at once.</param>
    Outcome Process(Record record, IRecordState state, CancellationToken cancellationToken);
}

/// <summary>
/// A stateful processor that can build its memory anew from the rows of the home. Without it a lost memory can only be rebuilt by
/// collecting again.
/// </summary>
public interface IRestorableProcessor : IStatefulProcessor
{
    /// <summary>Names the keys that <see cref="Restore"/> touches for this row.</summary>
    /// <param name="row">A row as the home holds it.</param>
    IEnumerable<string> RestoreKeys(Record row);

    /// <summary>Remembers what this row stands for; <see cref="IStatefulProcessor.Follow"/> is not asked. Rows come in any order, each once.</summary>
    /// <param name="row">A row as the home holds it.</param>
    /// <param name="state">The memory being built.</param>
    void Restore(Record row, IRecordState state);
}

/// <summary>The memory of one stateful processor, as seen by one record. Not safe for several threads; valid during the call only.</summary>
public interface IRecordState
{
    /// <summary>Reads a value.</summary>
    /// <param name="key">A key that was declared for this record.</param>
    /// <returns>The value, or null where there is none.</returns>
    /// <exception cref="InvalidOperationException">The key was not declared.</exception>
    string? Get(string key);

    /// <summary>Writes a value; durable together with the rows that follow from the record.</summary>
    /// <param name="key">A key that was declared for this record.</param>
    /// <param name="value">At most 64 KB; null forgets the key.</param>
    /// <exception cref="InvalidOperationException">The key was not declared.</exception>
    void Set(string key, string? value);
}
