using System.Text.RegularExpressions;

namespace JobPilot.Architecture.Tests;

/// <summary>Each row of the tables of threats and of ways back in <c>src/README.md</c> names the tests that hold it, and those tests are there.</summary>
public partial class ThreatTableTests
{
    private static readonly Lazy<Dictionary<string, string>> Classes = new(() => Checkout.Sources("tests")
        .Where(path => path.EndsWith("Tests.cs", StringComparison.Ordinal))
        .GroupBy(path => Path.GetFileNameWithoutExtension(path), StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => string.Concat(group.Select(File.ReadAllText)), StringComparer.Ordinal));

    public static TheoryData<string> Rows => [.. Tables().SelectMany(table => table.Skip(2))];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Row_NamesTestsThatAreThere(string row)
    {
        var cells = row.Trim('|').Split(" | ");
        Assert.Equal(3, cells.Length);
        var named = Named().Matches(cells[2]);

        Assert.NotEmpty(named);
        Assert.All(named, match => Assert.Contains($" {match.Groups[2].Value}(", Classes.Value.GetValueOrDefault(match.Groups[1].Value, ""), StringComparison.Ordinal));
    }

    [Fact]
    public void Tables_AreThere() => Assert.Equal(2, Tables().Count);

    private static List<List<string>> Tables()
    {
        var readme = File.ReadAllText(Path.Combine(Checkout.Root, "src", "README.md"));
        return [.. new[] { "\n## Threats\n", "\n## Ways back\n" }
            .Select(title => readme.Split(title) is [_, var section] ? section.Split("\n## ")[0] : "")
            .Where(section => section.Length > 0)
            .Select(section => section.Split('\n').Where(line => line.StartsWith('|')).ToList())];
    }

    [GeneratedRegex(@"`([A-Za-z]+Tests)\.([A-Za-z0-9_]+)`")]
    private static partial Regex Named();
}
