namespace JobPilot.Engine.Memory;

/// <summary>The memory of one processor as one record sees it: only declared keys, in the scope that the record belongs to.</summary>
internal sealed class RecordState(EngineMemory memory) : IRecordState
{
    private readonly HashSet<string> _declared = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _writes = new(StringComparer.Ordinal);
    private string _scope = "";
    private string _component = "";

    public void Begin(string component, string scope)
    {
        _component = component;
        _scope = scope;
        _declared.Clear();
        _writes.Clear();
    }

    /// <summary>Keeps what the record wrote; not called for a record whose processor threw.</summary>
    public void Accept()
    {
        foreach (var (key, value) in _writes)
        {
            memory.Set(Qualify(key), value);
        }
    }

    public bool Declare(string key) => _declared.Add(key);

    /// <summary>Forgets what was declared, to declare it again.</summary>
    public void Undeclare() => _declared.Clear();

    public MemoryKey Qualify(string key) => new(_scope, key);

    public string? Get(string key)
    {
        var qualified = Declared(key);
        return _writes.TryGetValue(key, out var value) ? value : memory.Get(qualified);
    }

    public void Set(string key, string? value)
    {
        if (value is { Length: > 65536 })
        {
            throw new InvalidOperationException($"'{_component}' wants to remember {value.Length} characters under one key; 65,536 are allowed.");
        }

        Declared(key);
        _writes[key] = value;
    }

    private MemoryKey Declared(string key) => _declared.Contains(key)
        ? new MemoryKey(_scope, key)
        : throw new InvalidOperationException($"'{_component}' used the key '{key}' without declaring it.");
}
