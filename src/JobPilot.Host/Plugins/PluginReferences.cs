using System.Reflection;

namespace JobPilot.Host.Plugins;

/// <summary>
/// Checks by metadata that a plugin finds what it refers to, before it is loaded: what lacks in its folder would silently be taken from the host, and
/// what is newer than the host's would fail with a message that names neither version.
/// </summary>
internal sealed class PluginReferences(SharedAssemblies shared)
{
    /// <summary>Lists what is wrong with the references of a plugin and of its private dependencies.</summary>
    /// <param name="plugin">The plugin.</param>
    /// <returns>An error refuses the plugin; a warning does not.</returns>
    public IReadOnlyList<Diagnostic> Check(PluginAssembly plugin)
    {
        var folder = Path.GetDirectoryName(plugin.Path)!;
        var found = new List<Diagnostic>();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { plugin.Name };
        var open = new Queue<PluginAssembly>([plugin]);
        while (open.TryDequeue(out var assembly))
        {
            if (NewerFramework(assembly, folder) is { } newer)
            {
                found.Add(newer);
                continue;
            }

            foreach (var reference in assembly.References)
            {
                if (shared.VersionOf(reference.Name!) is { } host)
                {
                    if (reference.Version > host)
                    {
                        found.Add(PluginProblems.SharedNewer(assembly.Path, reference, host));
                    }
                }
                else if (seen.Add(reference.Name!))
                {
                    Follow(assembly, reference);
                }
            }
        }

        AddFileFindings(plugin, folder, found);
        return found;

        void Follow(PluginAssembly assembly, AssemblyName reference)
        {
            if (Locate(folder, reference.Name!) is { } path)
            {
                if (PluginMetadata.Read(path, out var problem) is { } dependency)
                {
                    open.Enqueue(dependency);
                }
                else
                {
                    found.Add(problem!);
                }
            }
            else if (!shared.IsFramework(reference.Name!))
            {
                found.Add(assembly == plugin
                    ? PluginProblems.DependencyMissing(plugin.Path, reference)
                    : PluginProblems.DependencyIncomplete(assembly.Path, reference));
            }
        }
    }

    private Diagnostic? NewerFramework(PluginAssembly assembly, string folder)
    {
        var newer = assembly.References.FirstOrDefault(reference =>
            reference.Version!.Major > SharedAssemblies.Framework.Major
            && shared.VersionOf(reference.Name!) is null
            && shared.IsFramework(reference.Name!)
            && Locate(folder, reference.Name!) is null);
        return newer is null ? null : PluginProblems.FrameworkNewer(assembly.Path, newer, SharedAssemblies.Framework);
    }

    private static void AddFileFindings(PluginAssembly plugin, string folder, List<Diagnostic> found)
    {
        var copy = Path.Combine(folder, SharedAssemblies.ContractName + ".dll");
        if (File.Exists(copy))
        {
            found.Add(PluginProblems.ContractCopy(copy));
        }

        // Bare plugins share a folder: there the file of one may speak for the native libraries of all.
        var runtimes = Path.Combine(folder, "runtimes");
        if (Directory.Exists(runtimes)
            && Directory.EnumerateDirectories(runtimes, "native", SearchOption.AllDirectories).Any()
            && !Directory.EnumerateFiles(folder, "*.deps.json").Any())
        {
            found.Add(PluginProblems.DepsJsonMissing(plugin.Path));
        }
    }

    private static string? Locate(string folder, string name)
    {
        var path = Path.Combine(folder, name + ".dll");
        if (File.Exists(path))
        {
            return path;
        }

        var runtimes = Path.Combine(folder, "runtimes");
        return Directory.Exists(runtimes)
            ? Directory.EnumerateFiles(runtimes, name + ".dll", SearchOption.AllDirectories)
                .FirstOrDefault(file => file.Split(Path.DirectorySeparatorChar).Contains("lib"))
            : null;
    }
}
