using System.Reflection;
using System.Runtime.Loader;
using McMaster.NETCore.Plugins.Loader;

namespace JobPilot.Host.Plugins;

/// <summary>One discovered plugin: checked when first asked about, loaded into a context of its own when first needed, each at most once. Thread-safe.</summary>
internal sealed class PluginHandle
{
    private readonly Lazy<IReadOnlyList<Diagnostic>> _findings;
    private readonly Lazy<PluginLoad> _load;
    private readonly SharedAssemblies _shared;

    public PluginHandle(PluginAssembly assembly, SharedAssemblies shared, PluginLock? pins = null)
    {
        Assembly = assembly;
        _shared = shared;
        _findings = new Lazy<IReadOnlyList<Diagnostic>>(() =>
            (pins?.Check(assembly) ?? CheckContract(assembly, shared.Contract)) is { } refusal ? [refusal] : new PluginReferences(shared).Check(assembly));
        _load = new Lazy<PluginLoad>(LoadAssembly);
    }

    /// <summary>What metadata says.</summary>
    public PluginAssembly Assembly { get; }

    /// <summary>What is wrong with it as a whole; an error refuses it.</summary>
    public IReadOnlyList<Diagnostic> Findings => _findings.Value;

    /// <summary>Whether an error among the findings refuses it.</summary>
    public bool IsRefused => Refusal is not null;

    private Diagnostic? Refusal => Findings.FirstOrDefault(finding => finding.Severity == DiagnosticSeverity.Error);

    /// <summary>Loads it.</summary>
    public PluginLoad Load() => _load.Value;

    private static Diagnostic? CheckContract(PluginAssembly assembly, Version host)
    {
        var built = assembly.Contract!;
        return built.Major != host.Major ? PluginProblems.ContractMajor(assembly.Path, built, host)
            : built.Minor > host.Minor ? PluginProblems.ContractNewer(assembly.Path, built, host)
            : null;
    }

    private PluginLoad LoadAssembly()
    {
        if (Refusal is { } refusal)
        {
            return new PluginLoad(null, refusal);
        }

        try
        {
            return new PluginLoad(CreateContext().LoadFromAssemblyPath(Assembly.Path), null);
        }
        catch (Exception exception)
        {
            // Invariant 8: whatever a plugin does while it is loaded is a finding that names it.
            return new PluginLoad(null, PluginProblems.LoadFailed(Assembly.Path, exception));
        }
    }

    /// <summary>
    /// The context is described outright. The library's own entry would read JSON files for probing paths that no SDK writes any more, and load most of
    /// the framework to learn what the contract refers to; both take longer than the plugins.
    /// </summary>
    private AssemblyLoadContext CreateContext()
    {
        var builder = new AssemblyLoadContextBuilder()
            .SetMainAssemblyPath(Assembly.Path)
            .SetDefaultContext(AssemblyLoadContext.GetLoadContext(typeof(PluginHandle).Assembly) ?? AssemblyLoadContext.Default)
            .IsLazyLoaded(true);
        foreach (var name in _shared.Names)
        {
            builder.PreferDefaultLoadContextAssembly(new AssemblyName(name));
        }

        return builder.Build();
    }
}

/// <summary>The assembly, or why it could not be loaded.</summary>
internal sealed record PluginLoad(Assembly? Assembly, Diagnostic? Problem);
