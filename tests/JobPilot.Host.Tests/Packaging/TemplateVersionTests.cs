using System.Xml.Linq;
using JobPilot.Tests;

namespace JobPilot.Host.Tests.Packaging;

/// <summary>A new plugin is tested with the versions that this project is tested with.</summary>
public class TemplateVersionTests
{
    [Fact]
    public void Template_PackageVersions_AreThoseOfTheProject()
    {
        var root = SharedData.RepositoryRoot();
        var own = Versions(Path.Combine(root, "Directory.Packages.props"), "PackageVersion");
        var template = Directory.EnumerateFiles(Path.Combine(root, "src", "JobPilot.Templates", "content"), "*.csproj", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            .SelectMany(path => Versions(path, "PackageReference"))
            .Where(package => !package.Key.StartsWith("JobPilot.", StringComparison.Ordinal))
            .ToList();

        Assert.NotEmpty(template);
        Assert.All(template, package => Assert.Equal($"{package.Key} {own.GetValueOrDefault(package.Key)}", $"{package.Key} {package.Value}"));
    }

    private static Dictionary<string, string> Versions(string path, string element) =>
        XDocument.Load(path).Descendants(element).ToDictionary(package => (string)package.Attribute("Include")!, package => (string)package.Attribute("Version")!);
}
