using System.Text.Json.Nodes;
using JobPilot.Engine.Explain;
using JobPilot.Testing;
using JobPilot.Tests.Engine;

namespace JobPilot.Engine.Tests.Explain;

/// <summary>Chains of values, with the source's record and without it.</summary>
public class FieldChainTests
{
    private static readonly FieldPath Provenance = FieldPath.Parse("provenance");

    [Fact]
    public void Of_RawKept_ShowsEachStepWithItsValues()
    {
        var trace = Run(Raw("""{"name":" Ada Lovelace, from 40 an hour ","secret":"k3y"}"""));

        var steps = FieldChain.Of(Pointer("pay.year"), Row(trace), Plan(), trace);

        Assert.Equal(
            ["map /text name: \" Ada Lovelace, from 40 an hour \" -> \" Ada Lovelace, from 40 an hour \"", "trim /text - -> \"Ada Lovelace, from 40 an hour\"",
                "pay /pay/hour text[19..21]: 40 -> 40", "pay /pay/year pay.hour: 40 -> 83200"],
            steps.Select(step => $"{step.Component} {step.Pointer} {step.From ?? "-"}{(step.Given is null ? "" : step.Component == "map" ? $": \"{step.Given}\"" : $": {step.Given}")} -> {step.Value?.ToJsonString()}"));
        Assert.Equal("\" Ada Lovelace, from 40 an hour \"", steps[1].Before!.ToJsonString());
        Assert.Equal([null, null, 0.8, 0.8], steps.Select(step => step.Confidence));
        Assert.All(steps, step => Assert.True(step.IsTraced));
    }

    [Fact]
    public void Of_RawNotKept_FollowsProvenance()
    {
        var row = Row(Run(Raw("""{"name":"Ada, 40"}""")));

        var steps = FieldChain.Of(Pointer("/pay/year"), row, Plan(), null);

        Assert.Equal(["map /text name", "- /pay/hour text[5..7]", "- /pay/year pay.hour"], steps.Select(step => $"{step.Component ?? "-"} {step.Pointer} {step.From}"));
        Assert.Equal([null, "40", "40"], steps.Select(step => step.Given));
        Assert.All(steps, step => Assert.False(step.IsTraced));
    }

    [Fact]
    public void Of_ValueThatNoStepOfTodayMakes_IsToldByTheRow()
    {
        var trace = Run(Raw("""{"name":"Ada, 40"}"""));
        var row = Row(trace);
        row.Set(FieldPath.Parse("pay.year"), 99L);

        var steps = FieldChain.Of(Pointer("pay.year"), row, Plan(), trace);

        Assert.Equal((false, "99"), (steps[^1].IsTraced, steps[^1].Value!.ToJsonString()));
        Assert.Contains(steps, step => step.IsTraced && step.Value?.ToJsonString() == "83200");
    }

    [Fact]
    public void Of_FieldThatIsItsOwnSource_Ends()
    {
        var row = Record.FromJson((JsonObject)JsonNode.Parse("""{"a":1,"b":2,"provenance":{"/a":{"from":"b","rule":"x/1","confidence":1},"/b":{"from":"a","rule":"y/1","confidence":1}}}""")!, "k");

        Assert.Equal(["y/1", "x/1"], FieldChain.Of(Pointer("a"), row, Plan(), null).Select(step => step.Rule));
    }

    [Theory]
    [InlineData("""{"a":1,"provenance":"none"}""")]
    [InlineData("""{"a":1,"provenance":{"/a":7}}""")]
    [InlineData("""{"a":1,"provenance":{"/a":{"from":3,"rule":[],"confidence":"x"}}}""")]
    [InlineData("""{"a":1,"provenance":{"/a":{"from":"text[5..2]","rule":"x/1","confidence":1}},"text":"abc"}""")]
    [InlineData("""{"a":1,"provenance":{"/a":{"from":"text[0..9]","rule":"x/1","confidence":1}},"text":"abc"}""")]
    public void Of_BrokenProvenance_DoesNoHarm(string row) =>
        Assert.All(FieldChain.Of(Pointer("a"), Record.FromJson((JsonObject)JsonNode.Parse(row)!, "k"), Plan(), null), step => Assert.Null(step.Given));

    [Fact]
    public void Run_Secret_IsMasked() // Invariant 9
    {
        var trace = RecordTrace.Run(Plan(), Raw("""{"name":"Ada, k3y, 40"}"""), "id", text => text.Replace("k3y", "***", StringComparison.Ordinal), default);

        Assert.DoesNotContain("k3y", trace.Raw.ToString() + string.Concat(FieldChain.Of(Pointer("text"), Row(trace), Plan(), trace).Select(step => step.Given + step.Value)), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ProcessorsThatRememberOrLookUp_AreLeftOut()
    {
        var trace = Run(Raw("""{"name":"Ada"}"""));

        Assert.Equal(["look_up", "remember"], trace.LeftOut);
        Assert.NotNull(trace.Last);
    }

    [Fact]
    public void Run_RecordThatGoesNoFurtherToday_SaysWhy()
    {
        Assert.Equal("map: no name", Run(Raw("""{"nothing":1}""")).Ending);
        Assert.Equal("pay: out of pay", Run(Raw("""{"name":"throw"}""")).Ending);
    }

    private static FieldPointer Pointer(string text) => FieldPointer.TryParse(text, out var pointer, out _) ? pointer : throw new ArgumentException(text, nameof(text));

    private static Record Raw(string json) => Record.FromJson((JsonObject)JsonNode.Parse(json)!, "id").WithOrigin("board");

    private static Record Row(RecordTrace trace) => trace.Last!.Clone();

    private static RecordTrace Run(Record raw) => RecordTrace.Run(Plan(), raw, "id", text => text, default);

    private static PipelinePlan Plan() => new()
    {
        Run = new RunInfo("run", "test", DateTimeOffset.UnixEpoch),
        Collectors = [],
        Processors = [.. new (string Id, object Processor)[] { ("map", new Map()), ("look_up", new LookUp()), ("trim", new Trim()), ("pay", new Pay()), ("remember", new Remember()) }
            .Select(one => new ProcessorPlan { Id = one.Id, Type = one.Id, Processor = one.Processor })],
        Sinks = [],
        Settings = PlainSettings.Value,
    };

    /// <summary>Copies, and says of what.</summary>
    private sealed class Map : IProcessor, IFieldExplainer
    {
        public Outcome Process(Record record, CancellationToken cancellationToken)
        {
            if (record.GetString(FieldPath.Parse("name")) is not { } name)
            {
                return Outcome.Reject("no name");
            }

            var listing = Record.Create("id");
            listing.Set(FieldPath.Parse("text"), name);
            return Outcome.Replace(Record.Create("another"), listing);
        }

        public FieldExplanation? ExplainField(FieldQuestion question) => question.Pointer == "/text" ? new FieldExplanation("map/1", "name") { IsOfSource = true } : null;
    }

    /// <summary>Says nothing of what it does.</summary>
    private sealed class Trim : IProcessor
    {
        public Outcome Process(Record record, CancellationToken cancellationToken)
        {
            record.Set(FieldPath.Parse("text"), record.GetString(FieldPath.Parse("text"))!.Trim());
            return Outcome.Keep;
        }
    }

    /// <summary>Writes provenance.</summary>
    private sealed class Pay : IProcessor
    {
        public Outcome Process(Record record, CancellationToken cancellationToken)
        {
            var text = record.GetString(FieldPath.Parse("text"))!;
            if (text == "throw")
            {
                throw new InvalidOperationException("out of pay");
            }

            if (text.IndexOf("40", StringComparison.Ordinal) is >= 0 and var at)
            {
                record.Set(FieldPath.Parse("pay"), new JsonObject { ["hour"] = 40, ["year"] = 83200 });
                record.Set(Provenance, new JsonObject
                {
                    ["/pay"] = new JsonObject { ["from"] = $"text[{at}..{at + 2}]", ["rule"] = "pay/1", ["confidence"] = 0.8 },
                    ["/pay/year"] = new JsonObject { ["from"] = "pay.hour", ["rule"] = "pay.year/1", ["confidence"] = 0.8 },
                });
            }

            return Outcome.Keep;
        }
    }

    private sealed class LookUp : IBatchProcessor
    {
        public ValueTask<IReadOnlyList<Outcome>> ProcessAsync(IReadOnlyList<Record> records, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed class Remember : IStatefulProcessor
    {
        public int StateVersion => 1;

        public IEnumerable<string> Keys(Record record) => [];

        public Outcome Process(Record record, IRecordState state, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
