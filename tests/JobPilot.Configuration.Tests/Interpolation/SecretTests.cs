namespace JobPilot.Configuration.Tests.Interpolation;

public sealed class SecretTests
{
    private const string Key = "k-4711-very-secret";

    private static LoadResult Load(string options, Dictionary<string, string>? variables = null)
    {
        using var folder = new TemporaryFolder();
        folder.Write("key.txt", Key + "\n");
        folder.Write("a.yaml", $"""
            version: 1
            name: sample
            collectors:
              - type: board
                options:
            {string.Join('\n', options.Split('\n').Select(line => "      " + line))}
            sinks: [{"{"} type: file, options: {"{"} path: a {"}"} {"}"}]
            """);
        return PipelineLoader.Load("a.yaml", PipelineSample.Request(folder.Path, variables ?? []));
    }

    [Theory]
    [InlineData("api_key: ${env:KEY}")]
    [InlineData("api_key: ${file:key.txt}")]
    [InlineData("api_key: k-4711-very-secret")]
    [InlineData("headers: { Authorization: 'Bearer ${file:key.txt}' }")]
    public void Load_Secret_IsKnownAndNotInThePlan(string option)
    {
        var result = Load($"{option}\nsearches: [{{ query: nurse }}]", new() { ["KEY"] = Key });

        Assert.Empty(result.Findings);
        Assert.Contains(Key, result.SecretValues);
        Assert.Contains(Key, result.Definition!.SecretValues);
        Assert.DoesNotContain(Key, result.Definition.ToRedactedJson().ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("api_key: [k-4711-very-secret]")]
    [InlineData("api_key: { value: k-4711-very-secret }")]
    [InlineData("api_kye: k-4711-very-secret")]
    [InlineData("timeout: ${file:key.txt}")]
    [InlineData("requests_per_minute: ${env:KEY}")]
    [InlineData("order: ${file:key.txt}")]
    [InlineData("searches: ${file:key.txt}")]
    [InlineData("searches: [{ query: x, country: '${file:key.txt}' }]")]
    [InlineData("api_key: ${file:key.txt}\nk-4711-very-secret: 1")]
    public void Load_WrongSecret_IsInNoFinding(string option)
    {
        var result = Load(option, new() { ["KEY"] = Key });

        Assert.NotEmpty(result.Findings);
        Assert.All(result.Findings, finding => Assert.DoesNotContain(Key, finding.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("${env:EMPTY}", "")]
    [InlineData("${env:MISSING:-}", "")]
    [InlineData("${env:EMPTY:-other}", "other")]
    [InlineData("${env:NUMBER}", "5")]
    [InlineData("a-${env:NUMBER}-b", "a-5-b")]
    [InlineData("$${env:NUMBER}", "${env:NUMBER}")]
    [InlineData("\"${env:NUMBER}\"", "5")]
    public void Load_TextOption_TakesText(string written, string expected)
    {
        var result = Load($"api_key: {written}\nsearches: [{{ query: nurse }}]", new() { ["EMPTY"] = "", ["NUMBER"] = "5" });

        Assert.Empty(result.Findings);
        Assert.Equal(expected, ((BoardOptions)result.Definition!.Collectors[0].BoundOptions).ApiKey.Reveal());
    }

    [Theory]
    [InlineData("requests_per_minute: ${env:NUMBER}")]
    [InlineData("requests_per_minute: \"${env:NUMBER}\"")]
    [InlineData("requests_per_minute: ${env:MISSING:-5}")]
    public void Load_NumberOption_TakesANumber(string option)
    {
        var result = Load($"{option}\nsearches: [{{ query: nurse }}]", new() { ["NUMBER"] = "5" });

        Assert.Empty(result.Findings);
        Assert.Equal(5, ((BoardOptions)result.Definition!.Collectors[0].BoundOptions).RequestsPerMinute);
    }

    [Fact]
    public void Load_KeyInValue_KeepsYamlApart()
    {
        var result = Load("api_key: ${env:KEY}\nsearches: [{ query: nurse }]", new() { ["KEY"] = "a: b\n  - [c" });

        Assert.Equal("a: b\n  - [c", ((BoardOptions)result.Definition!.Collectors[0].BoundOptions).ApiKey.Reveal());
    }
}
