using System.Text.Json;

namespace JobPilot.Host.Plugins;

/// <summary>Reads the <c>.deps.json</c> files of plugins: the only trace of assemblies that a dependency loads by name.</summary>
internal static class PluginDepsFile
{
    /// <summary>File names of the assemblies that the files of some plugins list. A missing or damaged file lists none.</summary>
    /// <param name="plugins">The plugins.</param>
    public static IReadOnlySet<string> RuntimeAssemblies(IEnumerable<PluginAssembly> plugins)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var path in plugins.Select(plugin => Path.ChangeExtension(plugin.Path, ".deps.json")).Where(File.Exists))
        {
            try
            {
                using var document = JsonDocument.Parse(File.ReadAllBytes(path));
                names.UnionWith(RuntimeAssemblies(document.RootElement));
            }
            catch (JsonException)
            {
                // The loader works without the file, too; what it would have explained is then named as no plugin.
                continue;
            }
        }

        return names;
    }

    private static IEnumerable<string> RuntimeAssemblies(JsonElement root) =>
        from target in Members(root, "targets")
        from library in target.Value.ValueKind == JsonValueKind.Object ? target.Value.EnumerateObject() : default
        from asset in Members(library.Value, "runtime")
        select Path.GetFileName(asset.Name);

    private static JsonElement.ObjectEnumerator Members(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object
            ? value.EnumerateObject()
            : default;
}
