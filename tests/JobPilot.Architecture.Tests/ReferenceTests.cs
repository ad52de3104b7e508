namespace JobPilot.Architecture.Tests;

public class ReferenceTests
{
    private const string Contract = "JobPilot.Abstractions";

    public static TheoryData<string> Plugins => [.. Checkout.Projects("plugins").Select(Checkout.Relative)];

    [Fact]
    public void Abstractions_References_NothingOfOurs() => Assert.Empty(References("src/JobPilot.Abstractions/JobPilot.Abstractions.csproj"));

    [Theory]
    [InlineData("Configuration")]
    [InlineData("Expressions")]
    [InlineData("Engine")]
    [InlineData("State")]
    [InlineData("Testing")]
    public void Project_References_TheContractOnly(string name) =>
        Assert.Equal([Contract], References($"src/JobPilot.{name}/JobPilot.{name}.csproj"));

    [Theory]
    [MemberData(nameof(Plugins))]
    public void Plugin_References_NothingButWhatTheFolderGivesIt(string project) => Assert.Empty(References(project));

    [Fact]
    public void Host_References_NoPluginAndNotTesting()
    {
        var references = References("src/JobPilot.Host/JobPilot.Host.csproj");

        Assert.DoesNotContain(references, name => name.Contains("Plugins", StringComparison.Ordinal) || name == "JobPilot.Testing");
        Assert.Contains("JobPilot.Engine", references);
    }

    /// <summary>All but fixtures, which tests build by themselves, and the teacher, whose libtorch nobody should have to fetch who builds the product.</summary>
    [Fact]
    public void Solution_HoldsEveryProject()
    {
        var solution = File.ReadAllText(Path.Combine(Checkout.Root, "JobPilot.Framework.sln")).Replace('\\', '/');

        var missing = new[] { "src", "plugins", "tests" }.SelectMany(Checkout.Projects).Select(Checkout.Relative)
            .Where(path => !path.StartsWith("tests/TestPlugins/", StringComparison.Ordinal) && !path.StartsWith("tests/TestPrograms/", StringComparison.Ordinal))
            .Where(path => path != "tests/JobPilot.Plugins.Jobs.Teacher/JobPilot.Plugins.Jobs.Teacher.csproj")
            .Where(path => !solution.Contains(path, StringComparison.Ordinal)).ToList();

        Assert.Empty(missing);
    }

    [Fact]
    public void TopLevel_IsAsAgreed()
    {
        string[] allowed =
        [
            ".ci", ".editorconfig", ".gitignore", "BannedSymbols.txt", "Directory.Build.props", "Directory.Packages.props", "JobPilot.Framework.sln", "LICENSE", "README.md",
            "global.json", "pipelines", "plugins", "schema", "src", "tests",
        ];
        var ignored = File.ReadAllLines(Path.Combine(Checkout.Root, ".gitignore")).Select(line => line.Trim('/')).ToHashSet(StringComparer.Ordinal);

        var odd = new DirectoryInfo(Checkout.Root).EnumerateFileSystemInfos().Select(entry => entry.Name)
            .Where(name => name != ".git" && !ignored.Contains(name)).Except(allowed).ToList();

        Assert.Empty(odd);
    }

    private static IReadOnlyList<string> References(string project) => Checkout.References(Path.Combine(Checkout.Root, project));
}
