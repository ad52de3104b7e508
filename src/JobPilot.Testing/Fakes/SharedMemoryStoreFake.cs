namespace JobPilot.Testing;

/// <summary>A home in memory that keeps the memory's keys itself, next to the rows. Safe on every thread.</summary>
public sealed class SharedMemoryStoreFake : CommitStoreFake, ISharedMemory
{
    private readonly Dictionary<(string Owner, MemoryKey Key), string> _memory = [];
    private readonly Lock _lock = new();

    /// <summary>Called inside each commit: why it meets a conflict; null lets it pass. No conflicts by default.</summary>
    public Func<Commit, string?>? Conflict { get; set; }

    /// <inheritdoc />
    public ValueTask<IReadOnlyDictionary<MemoryKey, string>> ReadMemoryAsync(
        string owner, IReadOnlyCollection<MemoryKey> keys, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var found = new Dictionary<MemoryKey, string>();
            foreach (var key in keys)
            {
                if (_memory.TryGetValue((owner, key), out var value))
                {
                    found[key] = value;
                }
            }

            return new(found);
        }
    }

    /// <inheritdoc />
    protected override string? ApplyMemory(Commit commit)
    {
        if (Conflict?.Invoke(commit) is { } conflict)
        {
            return conflict;
        }

        lock (_lock)
        {
            foreach (var change in commit.Memory)
            {
                if (change.Value is null)
                {
                    _memory.Remove((commit.Owner, change.Key));
                }
                else
                {
                    _memory[(commit.Owner, change.Key)] = change.Value;
                }
            }
        }

        return null;
    }
}
