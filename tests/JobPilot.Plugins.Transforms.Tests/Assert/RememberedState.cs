namespace JobPilot.Plugins.Transforms.Tests;

internal sealed class RememberedState : IRecordState
{
    private readonly Dictionary<string, string> _values = [];

    public HashSet<string> Declared { get; set; } = [];

    public string? Get(string key) => Declared.Contains(key) ? _values.GetValueOrDefault(key) : throw new InvalidOperationException(key);

    public void Set(string key, string? value) => _values[Declared.Contains(key) ? key : throw new InvalidOperationException(key)] = value!;
}
