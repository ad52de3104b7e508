using System.Globalization;
using JobPilot.Configuration;

namespace JobPilot.Host.Plugins;

/// <summary>
/// The installed plugins. Discovery reads metadata only; a plugin is checked and loaded when a pipeline names one of its components. Thread-safe.
/// </summary>
internal sealed class PluginCatalog : IComponentCatalog
{
    // Keyed by text, and claims are a class: code over structs of several assemblies could not be compiled ahead of the start.
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Lazy<IReadOnlyList<Diagnostic>> _problems;

    private PluginCatalog(PluginScan scan, SharedAssemblies shared, PluginLock? pins)
    {
        Plugins = [.. scan.Plugins.Select(assembly => new PluginHandle(assembly, shared, pins))];
        foreach (var claims in Plugins
            .SelectMany(plugin => plugin.Assembly.Components.Select(component => new Claim(plugin, component)))
            .GroupBy(claim => Key(claim.Component.Kind, claim.Component.Type), StringComparer.Ordinal))
        {
            _entries.Add(claims.Key, Decide([.. claims]));
        }

        Components = [.. _entries.Keys.Order(StringComparer.Ordinal).Select(key => _entries[key].Descriptor)];
        _problems = new Lazy<IReadOnlyList<Diagnostic>>(() => [.. scan.Problems, .. Plugins.SelectMany(ProblemsOf), .. EntryProblems()]);
    }

    /// <inheritdoc />
    public IReadOnlyList<ComponentDescriptor> Components { get; }

    /// <summary>The discovered plugins, refused ones included, in the order of discovery.</summary>
    public IReadOnlyList<PluginHandle> Plugins { get; }

    /// <summary>
    /// All that is wrong with any installed plugin, whether a pipeline names it or not; checked by metadata when first asked for. An error says that
    /// the plugin (or the type) cannot be used, a warning is advice. None of them stops a pipeline that does not name the plugin.
    /// </summary>
    public IReadOnlyList<Diagnostic> Problems => _problems.Value;

    /// <summary>Discovers the plugins of directories.</summary>
    /// <param name="directories">Absolute paths, from <see cref="PluginDirectories.Resolve"/>; where two hold the same build, the first counts.</param>
    /// <param name="shared">What plugins share with the host; null means what this host has.</param>
    /// <param name="pins">The only plugins that may load; null where they are not pinned.</param>
    public static PluginCatalog Discover(IEnumerable<string> directories, SharedAssemblies? shared = null, PluginLock? pins = null)
    {
        shared ??= new SharedAssemblies();
        var scan = new PluginScan(shared);
        foreach (var directory in directories)
        {
            scan.Add(directory);
        }

        return new PluginCatalog(scan, shared, pins);
    }

    /// <inheritdoc />
    public ComponentDescriptor? Find(ComponentKind kind, string type) => _entries.GetValueOrDefault(Key(kind, type))?.Descriptor;

    /// <inheritdoc />
    public ComponentLoad Load(ComponentDescriptor descriptor) =>
        _entries.TryGetValue(Key(descriptor.Kind, descriptor.Type), out var entry)
            ? entry.Load.Value
            : throw new ArgumentException($"'{descriptor.Type}' is not a component of this catalogue.", nameof(descriptor));

    /// <summary>
    /// One name, one component: of several plugins that could be used none is, for choosing one would be a guess. A plugin that is refused anyway claims
    /// nothing.
    /// </summary>
    private static Entry Decide(IReadOnlyList<Claim> claims)
    {
        var usable = claims.Count == 1 ? claims : [.. claims.Where(claim => !claim.Plugin.IsRefused)];
        var (plugin, component) = usable.Count > 0 ? usable[0] : claims[0];
        var problem = usable.Count > 1
            ? PluginProblems.TypeClaimedTwice(
                component.Kind, component.Type, usable.Select(claim => $"class {claim.Component.TypeName} of '{claim.Plugin.Assembly.Path}'"))
            : FlawOf(plugin, component);
        return new Entry(plugin, component, problem);
    }

    private static Diagnostic? FlawOf(PluginHandle plugin, PluginComponent component) =>
        !IsTypeName(component.Type) ? PluginProblems.TypeName(plugin.Assembly.Path, component)
        : component.Flaw is { } flaw
            ? PluginProblems.Unusable(plugin.Assembly.Path, component.Kind, component.Type, component.TypeName, flaw)
            : null;

    private static IReadOnlyList<Diagnostic> ProblemsOf(PluginHandle plugin) => plugin.Assembly.Components.Count == 0
        ? [.. plugin.Findings, PluginProblems.NoComponent(plugin.Assembly.Path)]
        : plugin.Findings;

    private IEnumerable<Diagnostic> EntryProblems() =>
        Components.Select(descriptor => _entries[Key(descriptor.Kind, descriptor.Type)].Problem).OfType<Diagnostic>();

    private static bool IsTypeName(string name) =>
        name.Length > 0 && char.IsAsciiLetterLower(name[0]) && name[^1] != '_' && !name.Contains("__", StringComparison.Ordinal)
        && name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '_');

    private static string Key(ComponentKind kind, string type) => ((int)kind).ToString(CultureInfo.InvariantCulture) + "/" + type;

    private sealed record Claim(PluginHandle Plugin, PluginComponent Component);

    private sealed class Entry
    {
        public Entry(PluginHandle plugin, PluginComponent component, Diagnostic? problem)
        {
            Problem = problem;
            Descriptor = new ComponentDescriptor
            {
                Kind = component.Kind,
                Type = component.Type,
                Description = component.Description,
                Demo = component.Demo,
                Lag = component.Lag,
                AssemblyName = plugin.Assembly.Name,
                AssemblyPath = plugin.Assembly.Path,
                Version = plugin.Assembly.Version,
                ContractVersion = plugin.Assembly.Contract!.ToString(),
                TypeName = component.TypeName,
            };
            Load = new Lazy<ComponentLoad>(() =>
                Problem is not null ? new ComponentLoad { Problem = Problem }
                : plugin.Load() is { Assembly: { } assembly } ? ComponentShape.Find(Descriptor, assembly)
                : new ComponentLoad { Problem = plugin.Load().Problem });
        }

        public ComponentDescriptor Descriptor { get; }

        public Diagnostic? Problem { get; }

        public Lazy<ComponentLoad> Load { get; }
    }
}
