using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using JobPilot.Tests;

namespace JobPilot.Configuration.Tests.Options;

/// <summary>Which types an option may have, and what each is in YAML.</summary>
public sealed class OptionShapeTests
{
    [Theory]
    [InlineData(typeof(string), "Text")]
    [InlineData(typeof(Secret), "Secret")]
    [InlineData(typeof(bool?), "Boolean")]
    [InlineData(typeof(ulong), "Integer")]
    [InlineData(typeof(sbyte?), "Integer")]
    [InlineData(typeof(decimal), "Number")]
    [InlineData(typeof(float), "Number")]
    [InlineData(typeof(DayOfWeek?), "Choice")]
    [InlineData(typeof(TimeSpan), "Duration")]
    [InlineData(typeof(DateTimeOffset), "Moment")]
    [InlineData(typeof(DateOnly?), "Moment")]
    [InlineData(typeof(Uri), "Address")]
    [InlineData(typeof(object), "Anything")]
    [InlineData(typeof(JsonElement), "Anything")]
    [InlineData(typeof(JsonArray), "Anything")]
    [InlineData(typeof(int[]), "List")]
    [InlineData(typeof(HashSet<string>), "List")]
    [InlineData(typeof(IDictionary<string, int>), "Map")]
    [InlineData(typeof(BoardArea), "Section")]
    [InlineData(typeof(BoardSearch), "Section")]
    public void Of_TypeThatYamlExpresses_HasItsKind(Type type, string kind) => Assert.Equal(kind, OptionShape.Of(type).Kind.ToString());

    [Theory]
    [InlineData(typeof(Action))]
    [InlineData(typeof(DateTime))]
    [InlineData(typeof(char))]
    [InlineData(typeof(Stream))]
    [InlineData(typeof(ArrayList))]
    [InlineData(typeof(int[,]))]
    [InlineData(typeof(Dictionary<int, string>))]
    [InlineData(typeof(WithArguments))]
    public void Of_AnyOtherType_IsRefused(Type type) =>
        Assert.StartsWith($"An option cannot be of type {type}", Assert.Throws<NotSupportedException>(() => OptionShape.Of(type)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(typeof(ISet<string>), true)]
    [InlineData(typeof(IReadOnlySet<string>), true)]
    [InlineData(typeof(HashSet<string>), true)]
    [InlineData(typeof(List<string>), false)]
    [InlineData(typeof(string[]), false)]
    public void Unique_List_IsTrueOfSetsAlone(Type type, bool unique) => Assert.Equal(unique, OptionShape.Of(type).Unique);

    [Fact]
    public void Generate_EveryShape_IsWrittenInFull() => Snapshot.MatchJson(OptionsSchema.Generate(typeof(EveryShapeOptions), "every", "Every shape."));

    [Fact]
    public void Markdown_EveryShape_IsWrittenInFull() => Snapshot.Match(OptionsTable.Markdown(typeof(EveryShapeOptions)), extension: "md");

    [Fact]
    public void For_ClassWhoseConstructorThrows_SaysWhy() =>
        Assert.EndsWith("cannot be created without arguments: not today", Assert.Throws<NotSupportedException>(() => OptionsModel.For(typeof(Throwing))).Message, StringComparison.Ordinal);

    [Fact]
    public void Bind_EveryShape_HasWhatWasWritten()
    {
        var json = (JsonObject)JsonNode.Parse("""
            {"renamed":"r","needed":"abc","weights":{"a":1},"numbers":[3],"between":2,"day":"2026-02-03","order":"best_match","raw":{"x":1},"extra":{"y":2},"anything":[1],"area":{"radius":7},
             "deep":{"k":[{"query":"q"}]},"pause":"1m"}
            """)!;

        var binding = OptionsBinder.Bind(json, typeof(EveryShapeOptions));

        Assert.Empty(binding.Findings);
        var options = Assert.IsType<EveryShapeOptions>(binding.Options);
        Assert.Equal(("r", "abc", 2.0, TimeSpan.FromMinutes(1)), (options.Original, options.Needed, options.Between, options.Pause));
        Assert.Equal((BoardOrder.BestMatch, new DateOnly(2026, 2, 3), 7), (options.Order, options.Day, options.Area.Radius));
        Assert.Equal("""{"x":1}""", options.Raw.GetRawText());
        Assert.Equal("""{"y":2}""", options.Extra!.ToJsonString());
        Assert.Equal("[1]", ((JsonNode)options.Anything!).ToJsonString());
        Assert.Equal("q", options.Deep["k"][0].Query);
    }

    private sealed class WithArguments(int value)
    {
        public int Value { get; } = value;
    }

    private sealed class Throwing
    {
        public Throwing() => throw new InvalidOperationException("not today");
    }
}
