namespace JobPilot.Configuration.Tests.Yaml;

public sealed class PipelineFileReaderTests
{
    private static ConfigNode Read(string text)
    {
        var findings = new FindingList();
        var node = PipelineFileReader.Read(text, "a.yaml", findings);
        Assert.Empty(findings.Items);
        return node!;
    }

    [Theory]
    [InlineData("~", "null")]
    [InlineData("", "null")]
    [InlineData("Null", "null")]
    [InlineData("True", "true")]
    [InlineData("yes", "\"yes\"")]
    [InlineData("0o17", "15")]
    [InlineData("0xff", "255")]
    [InlineData("-12", "-12")]
    [InlineData("1e3", "1000")]
    [InlineData(".5", "0.5")]
    [InlineData("1_000", "\"1_000\"")]
    [InlineData(".inf", "\".inf\"")]
    [InlineData("2026-01-31", "\"2026-01-31\"")]
    [InlineData("'5'", "\"5\"")]
    [InlineData("!!str 5", "\"5\"")]
    [InlineData("!!float 5", "5")]
    public void Read_Scalar_HasTheTypeOfTheCoreSchema(string text, string json) =>
        Assert.Equal(json, Read("a: " + text).ToJson()!["a"]?.ToJsonString(SchemaJson.Compact) ?? "null");

    [Fact]
    public void Read_MergeKeys_OwnKeysWinAndEarlierSourcesWin()
    {
        var node = Read("""
            x: &x { a: 1, b: 1 }
            y: &y { b: 2, c: 2 }
            z: { <<: [*x, *y], a: 9 }
            """);

        Assert.Equal("""{"a":9,"b":1,"c":2}""", node.ToJson()!["z"]!.ToJsonString());
    }

    [Fact]
    public void Read_Place_CountsFromOne()
    {
        var node = (ConfigMapping)Read("a:\n  - b\n");

        Assert.Equal(new SourceLocation("a.yaml", 2, 5), node.Locate("/a/0"));
    }

    [Fact]
    public void Read_TabsInsideTexts_AreAllowed() =>
        Assert.Equal("{\"a\":\"\\tx\\n\",\"b\":[1,2]}", Read("a: |\n  \tx\nb: [1,\n\t2]\n").ToJson()!.ToJsonString());
}
