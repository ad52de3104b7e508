namespace JobPilot.Testing;

/// <summary>
/// A memory in a dictionary. With declared keys it enforces what the engine enforces: an undeclared key throws, a value has at most 64 KB.
/// </summary>
/// <param name="values">What is remembered; changed by <see cref="Set"/>.</param>
/// <param name="declared">Keys that may be touched; null allows all.</param>
public sealed class FakeRecordState(IDictionary<string, string> values, IReadOnlyCollection<string>? declared = null) : IRecordState
{
    private const int MaxValueBytes = 64 * 1024;
    private readonly HashSet<string>? _declared = declared is null ? null : new HashSet<string>(declared, StringComparer.Ordinal);

    /// <summary>Makes an empty memory that allows all keys.</summary>
    public FakeRecordState()
        : this(new Dictionary<string, string>(StringComparer.Ordinal))
    {
    }

    /// <summary>What is remembered.</summary>
    public IDictionary<string, string> Values { get; } = values;

    /// <inheritdoc />
    public string? Get(string key)
    {
        Check(key);
        return Values.TryGetValue(key, out var value) ? value : null;
    }

    /// <inheritdoc />
    public void Set(string key, string? value)
    {
        Check(key);
        if (value is null)
        {
            Values.Remove(key);
            return;
        }

        var bytes = System.Text.Encoding.UTF8.GetByteCount(value);
        Values[key] = bytes <= MaxValueBytes
            ? value
            : throw new InvalidOperationException($"The value of '{key}' has {bytes} bytes; 65,536 are allowed.");
    }

    private void Check(string key)
    {
        if (_declared?.Contains(key) == false)
        {
            throw new InvalidOperationException($"The key '{key}' was not declared for this record. Declared: {string.Join(", ", _declared)}.");
        }
    }
}
