using System.Xml.Linq;
using JobPilot.Tests;

namespace JobPilot.Architecture.Tests;

/// <summary>Reads the checkout as files.</summary>
internal static class Checkout
{
    public static string Root { get; } = SharedData.RepositoryRoot();

    public static IEnumerable<string> Projects(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.csproj", SearchOption.AllDirectories).Where(IsSource).Order(StringComparer.Ordinal);

    public static IEnumerable<string> Sources(params string[] folders) =>
        folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)).Where(IsSource);

    /// <summary>Names of the projects that a project references in its file.</summary>
    public static IReadOnlyList<string> References(string project) =>
    [
        .. XDocument.Load(project).Descendants("ProjectReference").Select(reference => (string?)reference.Attribute("Include")).OfType<string>()
            .Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/'))),
    ];

    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static bool IsSource(string path) => !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal)
        && !path.Contains("/content/", StringComparison.Ordinal);
}
