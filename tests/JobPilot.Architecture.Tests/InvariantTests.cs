using System.Text.RegularExpressions;

namespace JobPilot.Architecture.Tests;

public class InvariantTests
{
    public static TheoryData<int> Numbers => [.. Enumerable.Range(1, 10)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Invariant_IsTaggedWhereItIsEnforced(int number) => Assert.NotEmpty(Tagged(number, "src", "plugins"));

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Invariant_IsTaggedInATest(int number) => Assert.NotEmpty(Tagged(number, "tests"));

    [Fact]
    public void Readme_ListsTheInvariants()
    {
        var readme = File.ReadAllText(Path.Combine(Checkout.Root, "src", "README.md"));

        Assert.All(Enumerable.Range(1, 10), number => Assert.Contains($"\n{number}. ", readme, StringComparison.Ordinal));
    }

    private static List<string> Tagged(int number, params string[] folders)
    {
        var tag = new Regex($@"Invariant {number}\b", RegexOptions.CultureInvariant);
        return [.. Checkout.Sources(folders).Where(path => !path.EndsWith("InvariantTests.cs", StringComparison.Ordinal) && tag.IsMatch(File.ReadAllText(path)))];
    }
}
