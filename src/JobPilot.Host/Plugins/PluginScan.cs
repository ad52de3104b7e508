namespace JobPilot.Host.Plugins;

/// <summary>
/// Finds the plugins of directories: a folder <c>Acme.Board/Acme.Board.dll</c> with its dependencies, or a bare <c>Acme.Board.dll</c>. What is wrong
/// with one file is a finding, and says nothing of the others.
/// </summary>
internal sealed class PluginScan(SharedAssemblies shared)
{
    private readonly List<PluginAssembly> _plugins = [];
    private readonly List<Diagnostic> _problems = [];

    /// <summary>Assemblies with the plugin attribute, in the order of discovery; the second copy of a build is left out.</summary>
    public IReadOnlyList<PluginAssembly> Plugins => _plugins;

    /// <summary>What was found beside them.</summary>
    public IReadOnlyList<Diagnostic> Problems => _problems;

    /// <summary>Looks through a directory.</summary>
    /// <param name="directory">Absolute path.</param>
    public void Add(string directory)
    {
        if (!Directory.Exists(directory))
        {
            _problems.Add(PluginProblems.DirectoryMissing(directory));
            return;
        }

        try
        {
            foreach (var folder in Directory.EnumerateDirectories(directory).Order(StringComparer.Ordinal))
            {
                AddFolder(folder);
            }

            AddBare(directory);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _problems.Add(PluginProblems.Unreadable(directory, exception.Message));
        }
    }

    private void AddFolder(string folder)
    {
        var path = Path.Combine(folder, Path.GetFileName(folder) + ".dll");
        if (!File.Exists(path))
        {
            if (Assemblies(folder).Any())
            {
                _problems.Add(PluginProblems.NoMainAssembly(folder));
            }
        }
        else if (Read(path) is { } assembly)
        {
            AddPlugin(assembly);
        }
    }

    private void AddBare(string directory)
    {
        var assemblies = Assemblies(directory).Order(StringComparer.Ordinal).Select(Read).OfType<PluginAssembly>().ToList();
        var needed = NamesNeededByPlugins(assemblies);
        var strangers = assemblies.Where(assembly => assembly.Contract is null && !needed.Contains(assembly.Name)).ToList();
        if (strangers.Count > 0)
        {
            var listed = PluginDepsFile.RuntimeAssemblies(assemblies.Where(assembly => assembly.Contract is not null));
            strangers.RemoveAll(assembly => listed.Contains(Path.GetFileName(assembly.Path)));
        }

        foreach (var assembly in assemblies.Where(assembly => assembly.Contract is not null).Concat(strangers))
        {
            AddPlugin(assembly);
        }
    }

    private void AddPlugin(PluginAssembly assembly)
    {
        if (assembly.Contract is null)
        {
            _problems.Add(PluginProblems.NotAPlugin(assembly.Path));
        }
        else if (!_plugins.Exists(other => other.Name == assembly.Name && other.Mvid == assembly.Mvid))
        {
            _plugins.Add(assembly);
        }
    }

    private PluginAssembly? Read(string path)
    {
        var assembly = PluginMetadata.Read(path, out var problem);
        if (problem is not null)
        {
            _problems.Add(problem);
        }

        return assembly;
    }

    /// <summary>What could be a plugin: neither a language's resources nor a copy of what the host shares anyway.</summary>
    private IEnumerable<string> Assemblies(string directory) => Directory.EnumerateFiles(directory, "*.dll").Where(path =>
        !path.EndsWith(".resources.dll", StringComparison.OrdinalIgnoreCase)
        && shared.VersionOf(Path.GetFileNameWithoutExtension(path)) is null);

    private static HashSet<string> NamesNeededByPlugins(List<PluginAssembly> assemblies)
    {
        var byName = assemblies.DistinctBy(assembly => assembly.Name).ToDictionary(assembly => assembly.Name, StringComparer.OrdinalIgnoreCase);
        var needed = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var open = new Stack<PluginAssembly>(assemblies.Where(assembly => assembly.Contract is not null));
        while (open.TryPop(out var assembly))
        {
            foreach (var reference in assembly.References)
            {
                if (needed.Add(reference.Name!) && byName.TryGetValue(reference.Name!, out var next))
                {
                    open.Push(next);
                }
            }
        }

        return needed;
    }
}
