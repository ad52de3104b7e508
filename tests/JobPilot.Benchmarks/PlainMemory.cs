namespace JobPilot.Benchmarks;

/// <summary>The least that a stateful processor can be called with: a dictionary.</summary>
internal sealed class PlainMemory : IRecordState
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public string? Get(string key) => _values.GetValueOrDefault(key);

    public void Set(string key, string? value)
    {
        if (value is null)
        {
            _values.Remove(key);
        }
        else
        {
            _values[key] = value;
        }
    }
}
