using System.Text.Json;
using System.Text.Json.Nodes;
using JobPilot.Engine.Contracts;
using JobPilot.Hosting;

namespace JobPilot.Engine.Diffs;

/// <summary>
/// Stands before the home: takes commits and keeps their rows to compare, reads the memory behind what it took itself, and writes nothing. Holds the rows of the
/// replay in memory.
/// </summary>
internal sealed class DiffHome : ICommittingSink, ISharedMemory
{
    private readonly Dictionary<string, DiffRow> _rows = new(StringComparer.Ordinal);
    private readonly Dictionary<MemoryKey, string?> _memory = [];
    private ISink? _sink;
    private IMemoryView? _view;
    private string _homeId = "";
    private IReadOnlyDictionary<string, string> _shapes = new Dictionary<string, string>();
    private long _last;

    public IReadOnlyDictionary<string, DiffRow> Rows => _rows;

    public SinkOperations Operations => _sink!.Operations;

    public string Location => _sink!.Location;

    /// <summary>Stands before this home, which can show its rows, from now on. Goes on behind its last commit: a run that finds none reads no memory.</summary>
    public void Begin(ISink sink, Claim known, IMemoryView view) =>
        (_sink, _homeId, _shapes, _view, _last) = (sink, known.HomeId, ShapeWatch.Only(known.Marks), view, Math.Max(_last, known.LastCommit));

    public ValueTask OpenAsync(SinkOpen open, CancellationToken cancellationToken) => default;

    public ValueTask<WriteResult> WriteAsync(IReadOnlyList<Record> records, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<string?> FlushAsync(CancellationToken cancellationToken) => new((string?)null);

    public ValueTask<Claim> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) => new(new Claim(
        _homeId, _last, request.SplitIds.ToDictionary(id => id, _ => 1L), new Dictionary<string, SplitState>(), _shapes, [], 0));

    public ValueTask<CommitResult> CommitAsync(Commit commit, CancellationToken cancellationToken)
    {
        foreach (var record in commit.Rows)
        {
            if (((IRowReader)_sink!).KeyOf(record) is { } key)
            {
                _rows[key] = Next(_rows.GetValueOrDefault(key), record);
            }
        }

        foreach (var change in commit.Memory)
        {
            _memory[change.Key] = change.Value;
        }

        _last = commit.Number;
        return new(new CommitResult(CommitStatus.Committed));
    }

    public ValueTask<long> LastCommitAsync(string owner, CancellationToken cancellationToken) => new(_last);

    public async ValueTask<IReadOnlyDictionary<MemoryKey, string>> ReadMemoryAsync(
        string owner, IReadOnlyCollection<MemoryKey> keys, CancellationToken cancellationToken)
    {
        List<MemoryKey> unknown = [.. keys.Where(key => !_memory.ContainsKey(key))];
        var known = unknown.Count == 0 || _homeId.Length == 0 ? new Dictionary<MemoryKey, string>()
            : _sink is ISharedMemory shared ? await shared.ReadMemoryAsync(owner, unknown, cancellationToken).ConfigureAwait(false)
            : await _view!.ReadAsync(owner, _homeId, unknown, cancellationToken).ConfigureAwait(false);
        var found = new Dictionary<MemoryKey, string>(known);
        foreach (var key in keys)
        {
            if (_memory.GetValueOrDefault(key) is { } value)
            {
                found[key] = value;
            }
        }

        return found;
    }

    private static DiffRow Next(DiffRow? before, Record record) => record.Operation switch
    {
        RecordOperation.Delete => new DiffRow(RecordOperation.Delete, default),
        RecordOperation.Patch when before is { Operation: RecordOperation.Delete } => before,
        RecordOperation.Patch when before is not null => before with { Fields = JsonSerializer.SerializeToUtf8Bytes(DiffRow.Merge(before.ToJson(), record.Clone().Json)) },
        _ => new DiffRow(record.Operation, record.ToUtf8()),
    };
}

/// <summary>What a replay would do to one row: write it, patch it, or delete it.</summary>
internal sealed record DiffRow(RecordOperation Operation, ReadOnlyMemory<byte> Fields)
{
    public JsonObject ToJson() => (JsonObject)JsonNode.Parse(Fields.Span)!;

    /// <summary>Puts the fields of a patch over those of a row.</summary>
    public static JsonObject Merge(JsonObject row, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            row[name] = value?.DeepClone();
        }

        return row;
    }
}
