using System.Text.RegularExpressions;

namespace JobPilot.Architecture.Tests;

public partial class DocumentationTests
{
    public static TheoryData<string> Pages =>
    [
        .. Directory.EnumerateFiles(Checkout.Root, "*.md", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal)
                && !path.Contains("/node_modules/", StringComparison.Ordinal) && !path.Contains("/content/", StringComparison.Ordinal)
                && !path.Contains("/.git/", StringComparison.Ordinal))
            .Select(Checkout.Relative).Order(StringComparer.Ordinal),
    ];

    /// <summary>A path below a top-level folder that stands in backticks exists.</summary>
    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_NamesOnlyFilesThatExist(string page)
    {
        var text = File.ReadAllText(Path.Combine(Checkout.Root, page));

        var missing = PathInBackticks().Matches(text).Select(match => match.Groups[1].Value).Where(path => !path.Contains('*') && !path.Contains('<') && !path.Contains('…'))
            .Where(path => !Path.Exists(Path.Combine(Checkout.Root, path))).Distinct().ToList();

        Assert.Empty(missing);
    }

    [GeneratedRegex(@"`((?:src|plugins/JobPilot|pipelines|schema|tests)/[^`\s:]+)`")]
    private static partial Regex PathInBackticks();
}
