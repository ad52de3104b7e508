using System.Globalization;
using System.Runtime.CompilerServices;

namespace JobPilot.Configuration.Tests;

/// <summary>
/// Loads samples. A comment at the top of a file says with what: <c># env: NAME=value</c>, <c># environment: name</c>, <c># set: PATH=VALUE</c>,
/// <c># dotenv: line</c>, <c># pad: bytes</c>.
/// </summary>
internal static class PipelineSample
{
    public static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    public static LoadResult LoadFile(string folder, string name, IComponentCatalog? catalog = null)
    {
        var directives = File.Exists(Path.Combine(folder, name)) ? Directives(Path.Combine(folder, name)) : [];
        var dotEnv = Values(directives, "dotenv");
        var pad = Values(directives, "pad");
        if (dotEnv.Count == 0 && pad.Count == 0)
        {
            return Load(name, folder, directives, catalog);
        }

        using var copy = new TemporaryFolder();
        File.Copy(Path.Combine(folder, name), Path.Combine(copy.Path, name));
        File.AppendAllText(Path.Combine(copy.Path, name), new string('#', pad.Sum(bytes => int.Parse(bytes, CultureInfo.InvariantCulture))));
        File.WriteAllLines(Path.Combine(copy.Path, ".env"), dotEnv);
        return Load(name, copy.Path, directives, catalog);
    }

    /// <summary>Loads a text, for tests of one thing.</summary>
    public static LoadResult LoadText(string text, Dictionary<string, string>? variables = null, string? environment = null, params string[] sets)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "sample.yaml"), text);
        return PipelineLoader.Load("sample.yaml", Request(folder.Path, variables ?? [], environment, sets));
    }

    public static LoadRequest Request(
        string folder, Dictionary<string, string> variables, string? environment = null, IReadOnlyList<string>? sets = null, IComponentCatalog? catalog = null) => new()
        {
            Catalog = catalog ?? new FakeCatalog(),
            Expressions = new FakeExpressions(),
            Environment = environment,
            Sets = sets ?? [],
            GetEnvironmentVariable = variables.GetValueOrDefault,
            WorkingDirectory = folder,
        };

    private static LoadResult Load(string name, string folder, List<(string Name, string Value)> directives, IComponentCatalog? catalog)
    {
        var variables = Values(directives, "env").Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        return PipelineLoader.Load(name, Request(folder, variables, Values(directives, "environment").FirstOrDefault(), Values(directives, "set"), catalog));
    }

    private static List<string> Values(List<(string Name, string Value)> directives, string name) =>
        [.. directives.Where(directive => directive.Name == name).Select(directive => directive.Value)];

    private static List<(string Name, string Value)> Directives(string path) =>
        [.. File.ReadLines(path).TakeWhile(line => line.StartsWith("# ", StringComparison.Ordinal))
            .Select(line => line[2..].Split(": ", 2)).Where(parts => parts.Length == 2).Select(parts => (parts[0], parts[1]))];
}
