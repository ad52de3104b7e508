namespace JobPilot.Configuration.Tests;

/// <summary>A catalogue over the options classes beside it; counts what it loads.</summary>
internal sealed class FakeCatalog : IComponentCatalog
{
    private readonly Dictionary<ComponentDescriptor, ComponentLoad> _loads = [];

    public FakeCatalog()
    {
        Add(ComponentKind.Collector, "board", typeof(BoardOptions));
        Add(ComponentKind.Collector, "broken_options", typeof(BrokenOptions));
        Add(ComponentKind.Collector, "demo", typeof(DemoOptions), demo: true);
        _loads[New(ComponentKind.Collector, "unloadable")] = new ComponentLoad
        {
            Problem = new Diagnostic("plugin.dependency_missing", "plugins/Fake/Fake.dll needs Missing.dll, which is not beside it.") { Fix = "Copy it." },
        };
        Add(ComponentKind.Processor, "filter", typeof(FilterOptions));
        Add(ComponentKind.Processor, "map", typeof(MapOptions));
        Add(ComponentKind.Processor, "ruled", typeof(RuledOptions));
        Add(ComponentKind.Sink, "file", typeof(FileSinkOptions));
        Add(ComponentKind.Sink, "database", typeof(FileSinkOptions), component: typeof(ICommittingSink));
        Components = [.. _loads.Keys];
    }

    public IReadOnlyList<ComponentDescriptor> Components { get; }

    public List<string> Loaded { get; } = [];

    public ComponentDescriptor? Find(ComponentKind kind, string type) => Components.FirstOrDefault(c => c.Kind == kind && c.Type == type);

    public ComponentLoad Load(ComponentDescriptor descriptor)
    {
        Loaded.Add(descriptor.Type);
        return _loads[descriptor];
    }

    private static ComponentDescriptor New(ComponentKind kind, string type, bool demo = false) => new()
    {
        Kind = kind,
        Type = type,
        Description = $"The {kind.ToString().ToLowerInvariant()} {type}.",
        Demo = demo,
        AssemblyName = "Fake",
        AssemblyPath = "plugins/Fake/Fake.dll",
        Version = "1.0.0",
        ContractVersion = "1.0",
        TypeName = $"Fake.{type}",
    };

    private void Add(ComponentKind kind, string type, Type options, bool demo = false, Type? component = null) =>
        _loads[New(kind, type, demo)] = new ComponentLoad { ComponentType = component ?? typeof(FakeCatalog), OptionsType = options };
}
