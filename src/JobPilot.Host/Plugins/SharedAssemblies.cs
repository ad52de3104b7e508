using System.Reflection;

namespace JobPilot.Host.Plugins;

/// <summary>
/// The assemblies that host and plugins have in common: the contract and what it refers to (its closure), and the .NET framework. Everything else is
/// private to each plugin.
/// </summary>
internal sealed class SharedAssemblies
{
    private readonly Dictionary<string, Version> _shared = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _framework = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Finds them.</summary>
    /// <param name="contract">Contract that the host implements; null means the one of the contract assembly.</param>
    public SharedAssemblies(Version? contract = null)
    {
        Contract = contract ?? new Version(JobPilotPluginAttribute.CurrentMajor, JobPilotPluginAttribute.CurrentMinor);
        FindFramework();
        AddClosure(typeof(ICollector).Assembly);
    }

    /// <summary>Simple name of the contract.</summary>
    public static string ContractName { get; } = typeof(ICollector).Assembly.GetName().Name!;

    /// <summary>Version of the contract that this host implements.</summary>
    public Version Contract { get; }

    /// <summary>Simple names of the contract and its closure; what they refer to of the framework follows from them.</summary>
    public IReadOnlyCollection<string> Names => _shared.Keys;

    /// <summary>Version of .NET that this host runs on.</summary>
    public static Version Framework => Environment.Version;

    /// <summary>The host's version of a shared assembly; null where the assembly is not shared.</summary>
    /// <param name="name">Simple name.</param>
    public Version? VersionOf(string name) => _shared.GetValueOrDefault(name);

    /// <summary>Whether the assembly belongs to the .NET framework that the host runs on.</summary>
    /// <param name="name">Simple name.</param>
    public bool IsFramework(string name) => _framework.Contains(name);

    /// <summary>The framework is what the runtime trusts outside the host's own directory.</summary>
    private void FindFramework()
    {
        var trusted = (AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "").Split(
            Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var own = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        var selfContained = Path.GetDirectoryName(typeof(object).Assembly.Location) is var core && (string.IsNullOrEmpty(core) || core == own);
        foreach (var path in trusted)
        {
            var name = Path.GetFileNameWithoutExtension(path);
            var isFramework = selfContained
                ? name is "mscorlib" or "netstandard" or "WindowsBase" || name.StartsWith("System.", StringComparison.Ordinal)
                    || name.StartsWith("Microsoft.Win32.", StringComparison.Ordinal) || name is "System" or "Microsoft.CSharp" or "Microsoft.VisualBasic"
                : !Path.GetDirectoryName(path.AsSpan()).SequenceEqual(own);
            if (isFramework)
            {
                _framework.Add(name);
            }
        }
    }

    private void AddClosure(Assembly assembly)
    {
        var name = assembly.GetName();
        if (IsFramework(name.Name!) || !_shared.TryAdd(name.Name!, name.Version!))
        {
            return;
        }

        foreach (var reference in assembly.GetReferencedAssemblies())
        {
            if (!IsFramework(reference.Name!))
            {
                AddClosure(Assembly.Load(reference));
            }
        }
    }
}
