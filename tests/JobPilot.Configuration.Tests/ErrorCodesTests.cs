using System.Reflection;
using System.Text.RegularExpressions;
using JobPilot.Tests;

namespace JobPilot.Configuration.Tests;

public sealed class ErrorCodesTests
{
    private static readonly string Folder = PipelineSample.Folder();

    private static readonly IReadOnlyList<(string Name, string Code)> Codes =
        [.. typeof(ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (field.Name, (string)field.GetRawConstantValue()!))];

    [Fact]
    public void Codes_AreDeclaredOnceAndWellFormed()
    {
        Assert.Equal(Codes.Count, Codes.Select(code => code.Code).Distinct().Count());
        Assert.All(Codes, code => Assert.Matches("^[a-z]+\\.[a-z_]+$", code.Code));
    }

    [Fact]
    public void Codes_EachIsUsed()
    {
        var source = string.Concat(Directory.EnumerateFiles(Path.Combine(SharedData.RepositoryRoot(), "src", "JobPilot.Configuration"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith("ErrorCodes.cs", StringComparison.Ordinal) && !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(File.ReadAllText));

        Assert.All(Codes, code => Assert.Matches($"ErrorCodes\\.{Regex.Escape(code.Name)}\\b", source));
    }

    [Fact]
    public void Codes_EachHasABadFileWithItsSnapshot()
    {
        var bad = Path.Combine(Folder, "BadFiles");
        Assert.All(Codes, code =>
        {
            Assert.True(code.Code == ErrorCodes.FileNotFound || Path.Exists(Path.Combine(bad, code.Code + ".yaml")) || File.Exists(Path.Combine(bad, code.Code + ".bin")), code.Code);
            var snapshot = File.ReadAllText(Path.Combine(bad, $"BadFilesTests.Load_BadFile_TellsEachMistakeOnce_{code.Code}.verified.txt"));
            Assert.Contains($" {code.Code} ", snapshot, StringComparison.Ordinal);
        });
    }
}
