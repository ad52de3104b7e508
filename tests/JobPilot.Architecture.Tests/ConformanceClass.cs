using System.Text.RegularExpressions;

namespace JobPilot.Architecture.Tests;

/// <summary>A class of a plugin's tests with its first base and its body, as the source says it.</summary>
internal sealed partial record ConformanceClass(string Base, string Body, IReadOnlyDictionary<string, (string Base, string Body)> Siblings)
{
    public static IReadOnlyList<ConformanceClass> Of(string plugin)
    {
        var classes = Checkout.Sources($"tests/{plugin}.Tests").SelectMany(path => Declaration().Matches(File.ReadAllText(path))).ToList();
        var siblings = classes.GroupBy(match => match.Groups["name"].Value, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => (group.First().Groups["base"].Value, group.First().Groups["body"].Value), StringComparer.Ordinal);
        return [.. classes.Where(match => !match.Groups["modifiers"].Value.Contains("abstract", StringComparison.Ordinal))
            .Select(match => new ConformanceClass(match.Groups["base"].Value, match.Groups["body"].Value, siblings))];
    }

    /// <summary>Whether it derives the suite, also by way of classes beside it.</summary>
    public bool Derives(string suite) => Line().Any(link => link.Base == suite);

    /// <summary>Whether it, or a class that it derives, makes the component.</summary>
    public bool Names(string component) => Line().Any(link => link.Body.Contains($"new {component}(", StringComparison.Ordinal));

    private IEnumerable<(string Base, string Body)> Line()
    {
        yield return (Base, Body);
        for (var name = Base; Siblings.TryGetValue(name, out var sibling); name = sibling.Base)
        {
            yield return sibling;
        }
    }

    [GeneratedRegex(
        @"^(?<modifiers>[a-z ]*)class (?<name>\w+)(?:\([^)]*\))? : (?<base>\w+)(?<body>.*?)(?=^[a-z ]*class |\z)",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Declaration();
}
