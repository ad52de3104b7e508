using System.Text.Json.Nodes;

namespace JobPilot.Configuration.Tests.Options;

public sealed class OptionsBinderTests
{
    private static JsonObject Json(string text) => (JsonObject)JsonNode.Parse(text)!;

    [Fact]
    public void Bind_EveryShape_IsFilled()
    {
        var binding = OptionsBinder.Bind(
            Json("""
                {"api_key":"k","searches":[{"query":"nurse","pages":3}],"base_url":"https://x.example/a","order":"best_match","timeout":"1m30s",
                 "budget":null,"share":0.25,"headers":{"A":"b"},"remote_only":true,"first_day":"2026-02-03","kinds":["a"]}
                """),
            typeof(BoardOptions));

        Assert.Empty(binding.Findings);
        var options = Assert.IsType<BoardOptions>(binding.Options);
        Assert.Equal("k", options.ApiKey.Reveal());
        Assert.Equal(("nurse", 3), (options.Searches[0].Query, options.Searches[0].Pages));
        Assert.Equal(BoardOrder.BestMatch, options.Order);
        Assert.Equal(TimeSpan.FromSeconds(90), options.Timeout);
        Assert.Equal(0.25, options.Share);
        Assert.Equal("b", options.Headers["A"]);
        Assert.Equal(new DateOnly(2026, 2, 3), options.FirstDay);
        Assert.Contains("a", options.Kinds);
        Assert.Equal(60, options.RequestsPerMinute);
    }

    /// <summary>The attribute's own words speak of texts and arrays, and of a length that nobody gave.</summary>
    [Theory]
    [InlineData("""{"fields":{}}""", "/fields", "`fields` is empty: it must name at least one.", "Write `fields: { name: value }`, or leave out what it belongs to.")]
    [InlineData("""{"names":[]}""", "/names", "`names` is empty: it must name at least one.", "Write `names: [value]`, or leave out what it belongs to.")]
    public void Bind_EmptyTableOrList_SaysSoAndHowToMendIt(string json, string pointer, string message, string fix)
    {
        var finding = Assert.Single(OptionsBinder.Bind(Json(json), typeof(FilledOptions)).Findings);

        Assert.Equal((ErrorCodes.OptionInvalid, pointer, message, fix), (finding.Code, finding.Pointer, finding.Message, finding.Fix));
    }

    [Theory]
    [InlineData("""{"quary":1}""", ErrorCodes.OptionUnknown, "/quary")]
    [InlineData("""{"searches":{}}""", ErrorCodes.OptionWrongType, "/searches")]
    [InlineData("""{"searches":[{"query":5}]}""", ErrorCodes.OptionWrongType, "/searches/0/query")]
    [InlineData("""{"searches":[{"query":"a"}],"requests_per_minute":99999999999}""", ErrorCodes.OptionWrongType, "/requests_per_minute")]
    [InlineData("""{"searches":[{"query":"a"}],"requests_per_minute":1.5}""", ErrorCodes.OptionWrongType, "/requests_per_minute")]
    [InlineData("""{"searches":[{"query":"a"}],"order":"BestMatch"}""", ErrorCodes.OptionWrongType, "/order")]
    [InlineData("""{"searches":[{"query":"a"}],"timeout":"2h"}""", ErrorCodes.OptionInvalid, "/timeout")]
    [InlineData("""{"searches":[{"query":"a"}],"first_day":"2026-02-30"}""", ErrorCodes.OptionWrongType, "/first_day")]
    [InlineData("""{}""", ErrorCodes.OptionMissing, "")]
    public void Bind_Wrong_IsAFindingAtItsPointer(string json, string code, string pointer)
    {
        var binding = OptionsBinder.Bind(Json(json), typeof(BoardOptions));

        Assert.Null(binding.Options);
        var found = Assert.Single(binding.Findings, finding => finding.Code == code && finding.Pointer == pointer);
        Assert.True(code != ErrorCodes.OptionWrongType || found.Fix is { Length: > 0 });
    }

    [Fact]
    public void Bind_RequiredSecretEmpty_IsAFinding()
    {
        var binding = OptionsBinder.Bind(Json("""{"token":" "}"""), typeof(RequiredSecretOptions));

        Assert.Equal(ErrorCodes.OptionLength, Assert.Single(binding.Findings).Code);
    }

    public sealed class RequiredSecretOptions
    {
        [System.ComponentModel.DataAnnotations.Required]
        public Secret Token { get; init; } = Secret.Empty;
    }

    private sealed class FilledOptions
    {
        [System.ComponentModel.DataAnnotations.MinLength(1)]
        public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string> { ["a"] = "b" };

        [System.ComponentModel.DataAnnotations.MinLength(1)]
        public IReadOnlyList<string> Names { get; init; } = ["a"];
    }
}
