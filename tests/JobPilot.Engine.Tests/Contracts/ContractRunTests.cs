using JobPilot.Engine.Contracts;
using JobPilot.Engine.Tests.Fakes;

namespace JobPilot.Engine.Tests.Contracts;

/// <summary>What a run does where the shape of a source is not what it was.</summary>
public class ContractRunTests
{
    private readonly ShapeSource _source = new();
    private readonly EngineRun _run;

    public ContractRunTests() => _run = new EngineRun().Collect(_source).WriteHome();

    private static ComponentProgress Collector(RunResult result) => Assert.Single(result.Components, component => component.Id == "source");

    private static SourceContract Freeze { get; } = new() { NewFields = ContractMode.Freeze, Retyped = ContractMode.Freeze, Vanished = ContractMode.Freeze };

    [Fact]
    public async Task Run_First_LearnsAndTellsNothing()
    {
        _run.Contracts["source"] = Freeze;

        var result = await RunAsync(20, n => n % 2 == 0 ? $$"""{"id":{{n}},"a":"x"}""" : $$"""{"id":{{n}},"b":1}""");

        Assert.Equal((RunOutcome.Succeeded, 20), (result.Outcome, _run.Home.Rows.Count));
        Assert.Empty(result.ShapeChanges);
        Assert.Empty(result.Warnings);
        Assert.Contains("\"learns\":false", Mark);
    }

    [Fact]
    public async Task Run_NewField_IsNotedOnceAndThenKnown()
    {
        await RunAsync(20, n => $$"""{"id":{{n}}}""");

        var second = await RunAsync(20, n => n < 5 ? $$"""{"id":{{n}},"salary":{"min":1.5,"unit":"EUR"} }""" : $$"""{"id":{{n}}}""");
        var third = await RunAsync(20, n => $$"""{"id":{{n}},"salary":{"min":1.5,"unit":"EUR"} }""");

        Assert.Equal(["new salary '' 'object' 5 Evolve"], Lines(second));
        Assert.Empty(third.ShapeChanges);
        Assert.Contains("salary", _run.Home.Rows["r0"]);
        Assert.Equal(("engine.source_changed", "source: the shape of the source changed. 1 new: salary (object)."), Told(second));
    }

    [Fact]
    public async Task Run_EveryKindOfChange_CollectorCountsThem()
    {
        var first = await RunAsync(20, n => $$"""{"id":{{n}},"pay":{{n}},"gone":"x"}""");
        Assert.Null(Collector(first).Shape);

        var second = await RunAsync(20, n => $$"""{"id":"{{n}}","pay":0.5,"one":1,"two":2}""");

        Assert.Equal(new ShapeCounts { New = 2, Retyped = 1, Widened = 1, Vanished = 1 }, Collector(second).Shape);
        Assert.Null(Assert.Single(second.Components, component => component.Id == "home").Shape);
    }

    [Fact]
    public async Task Run_MoreChangesThanAreTold_AllAreCounted()
    {
        await RunAsync(20, n => $$"""{"id":{{n}}}""");

        var second = await RunAsync(20, n => $$"""{"id":{{n}},{{string.Join(',', Enumerable.Range(0, 150).Select(field => $"\"f{field}\":1"))}}}""");

        Assert.Equal((100, 150L), (second.ShapeChanges.Count, Collector(second).Shape!.New));
    }

    [Fact]
    public async Task Run_ContractDiscards_ValuesAndRecordsAreCounted()
    {
        _run.Contracts["source"] = new SourceContract { NewFields = ContractMode.DiscardField, Retyped = ContractMode.DiscardRecord };
        await RunAsync(20, n => $$"""{"id":{{n}},"pay":1}""");

        var second = await RunAsync(20, n => n < 3 ? $$"""{"id":{{n}},"pay":"much"}""" : n < 10 ? $$"""{"id":{{n}},"pay":1,"odd":1,"odder":1}""" : $$"""{"id":{{n}},"pay":1}""");

        var source = Collector(second);
        Assert.Equal((20, 17, 3), (source.In, source.Out, source.Rejected));
        Assert.Equal(new ShapeCounts { New = 2, Retyped = 1, DiscardedValues = 14 }, source.Shape);
        Assert.Equal(3, second.Totals.DeadLettered);
    }

    [Theory]
    [InlineData("\"7\"", "string")]
    [InlineData("[7]", "array")]
    [InlineData("{\"v\":7}", "object")]
    [InlineData("true", "boolean")]
    public async Task Run_OtherType_IsNotedOnceAndThenKnown(string value, string type)
    {
        await RunAsync(20, n => $$"""{"id":{{n}}}""");

        var second = await RunAsync(20, n => n < 3 ? $$"""{"id":{{value}}}""" : $$"""{"id":{{n}}}""");
        var third = await RunAsync(20, n => n < 3 ? $$"""{"id":{{value}}}""" : $$"""{"id":{{n}}}""");

        Assert.Equal([$"retyped id 'integer' '{type}' 3 Evolve"], Lines(second).Where(line => !line.StartsWith("new", StringComparison.Ordinal)));
        Assert.Empty(third.ShapeChanges);
    }

    [Fact]
    public async Task Run_NullsAndWholeNumbersAmongNumbers_AreNoChange()
    {
        _run.Contracts["source"] = new SourceContract { NewFields = ContractMode.Freeze, Retyped = ContractMode.Freeze };
        await RunAsync(20, n => $$"""{"a":1.5,"b":null,"c":"x","d":[]}""");

        var second = await RunAsync(20, n => $$"""{"a":{{n}},"b":"now a text","c":null,"d":["first"]}""");

        Assert.Equal(RunOutcome.Succeeded, second.Outcome);
        Assert.DoesNotContain(second.ShapeChanges, change => change.Kind != ShapeChangeKind.Vanished);
    }

    [Fact]
    public async Task Run_FractionAmongWholeNumbers_IsNotedAndAlwaysAccepted()
    {
        _run.Contracts["source"] = Freeze;
        await RunAsync(20, n => $$"""{"pay":{{n}}}""");

        var second = await RunAsync(20, n => n < 4 ? """{"pay":0.5}""" : """{"pay":1}""");
        var third = await RunAsync(20, n => """{"pay":0.5}""");

        Assert.Equal((RunOutcome.Succeeded, "widened pay 'integer' 'number' 4 Evolve"), (second.Outcome, Assert.Single(Lines(second))));
        Assert.Empty(third.ShapeChanges);
    }

    [Fact]
    public async Task Run_FieldGoneFromAWholeRun_IsNotedOnce()
    {
        await RunAsync(20, n => $$"""{"id":{{n}},"often":"x","deep":{"inner":1}{{(n < 10 ? ",\"seldom\":1" : "")}}}""");

        var second = await RunAsync(20, n => $$"""{"id":{{n}},"often":null,"deep":{} }""");
        var third = await RunAsync(20, n => $$"""{"id":{{n}},"deep":{} }""");

        Assert.Equal(["vanished deep.inner 'integer' '' 20 Evolve", "vanished often 'string' '' 20 Evolve"], Lines(second));
        Assert.Empty(third.ShapeChanges);
    }

    [Fact]
    public async Task Run_FewRecords_MissNothing()
    {
        await RunAsync(20, n => $$"""{"id":{{n}},"often":"x"}""");

        var second = await RunAsync(9, n => $$"""{"id":{{n}}}""");

        Assert.Empty(second.ShapeChanges);
    }

    [Fact]
    public async Task Run_VanishedAndFrozen_FailsBehindTheLastCommit()
    {
        _run.Contracts["source"] = new SourceContract { Vanished = ContractMode.Freeze };
        await RunAsync(20, n => $$"""{"id":{{n}},"often":"x"}""");

        var second = await RunAsync(30, n => $$"""{"id":{{n}}}""");
        var third = await RunAsync(30, n => $$"""{"id":{{n}}}""");
        var fourth = await RunAsync(30, n => $$"""{"id":{{n}},"often":"x"}""");

        Assert.Equal((RunOutcome.Failed, "engine.contract_frozen", 30), (second.Outcome, second.Failure!.Code, _run.Home.Rows.Count));
        Assert.Equal(
            "'source' no longer gives the field 'often', which used to be in nearly every record: it is in none of 30. The contract is frozen. What was read is written.",
            second.Failure.Message);
        Assert.Equal((RunOutcome.Failed, RunOutcome.Succeeded), (third.Outcome, fourth.Outcome));
    }

    [Fact]
    public async Task Run_NewFieldAndFrozen_StopsBeforeThePageAndGoesOnOnceAccepted()
    {
        _run.Contracts["source"] = Freeze;
        await RunAsync(20, n => $$"""{"id":{{n}}}""");

        var second = await RunAsync(40, n => n >= 25 ? $$"""{"id":{{n}},"extra":"x"}""" : $$"""{"id":{{n}}}""");
        var rows = _run.Home.Rows.Count;
        _run.Contracts["source"] = new SourceContract { NewFields = ContractMode.Freeze, Fields = [new FieldContract(["extra"], ContractMode.Evolve)] };
        var third = await RunAsync();

        Assert.Equal((RunOutcome.Failed, "engine.contract_frozen", 20, 20), (second.Outcome, second.Failure!.Code, (int)second.Totals.Collected, rows));
        Assert.Equal(
            "'source' gave a new field 'extra' (string). The contract is frozen. The record is 'r25' of 'all', and nothing of its page is written.", second.Failure.Message);
        Assert.Equal(
            "Look at the source. In `contract` of 'source', to take it in write `fields: { \"extra\": evolve }`; `discard_field` or `discard_record` go on without it.",
            second.Failure.Fix);
        Assert.Equal((RunOutcome.Succeeded, 40, "new extra '' 'string' 15 Evolve"), (third.Outcome, _run.Home.Rows.Count, Assert.Single(Lines(third))));
    }

    [Fact]
    public async Task Run_FieldDiscarded_IsTakenOutWhereverItStands()
    {
        _run.Contracts["source"] = new SourceContract { NewFields = ContractMode.DiscardField, Retyped = ContractMode.DiscardField };
        await RunAsync(20, n => $$"""{"id":{{n}},"list":[{"a":1}],"deep":{"x":"t"},"words":["w"]}""");

        var second = await RunAsync(20, n => $$"""{"id":"odd","new":{"y":1},"list":[{"a":1,"b":2},{"a":"text"},{"a":3,"b":4}],"deep":{"x":5,"z":6},"words":["w",7,"v",8]}""");
        var row = Rows["r0"];
        var third = await RunAsync(20, n => $$"""{"id":{{n}},"new":1,"list":[],"deep":{},"words":[]}""");

        Assert.Equal("""{"list":[{"a":1},{},{"a":3}],"deep":{},"words":["w","v"]}""", row);
        Assert.Contains("new new '' 'object' 20 DiscardField", Lines(second));
        Assert.Contains("retyped list[].a 'integer' 'string' 20 DiscardField", Lines(second));
        Assert.Contains("retyped words[] 'string' 'integer' 20 DiscardField", Lines(second));
        Assert.Contains("new new '' 'integer' 20 DiscardField", Lines(third));
    }

    [Fact]
    public async Task Run_RecordDiscarded_IsADeadLetterWithTheReason()
    {
        _run.Contracts["source"] = new SourceContract { Retyped = ContractMode.DiscardRecord };
        await RunAsync(20, n => $$"""{"id":{{n}},"pay":1}""");

        var second = await RunAsync(20, n => n == 3 ? """{"id":3,"pay":"a lot"}""" : $$"""{"id":{{n}},"pay":1}""");

        Assert.Equal((19, 1), (second.Totals.Written, second.Totals.DeadLettered));
        var letter = Assert.Single(_run.DeadLetters.Lines);
        Assert.Contains("'source' gave the field 'pay' as string; so far it was integer. The contract with this source discards such records.", letter.Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("a lot", letter, StringComparison.Ordinal);
        Assert.Equal(["retyped pay 'integer' 'string' 1 DiscardRecord"], Lines(second));
    }

    [Fact]
    public async Task Run_NearestPatternOfAField_Wins()
    {
        _run.Contracts["source"] = new SourceContract
        {
            NewFields = ContractMode.DiscardField,
            Fields =
            [
                new FieldContract(["open", "*"], ContractMode.Evolve),
                new FieldContract(["open", "shut"], ContractMode.DiscardField),
                new FieldContract(["open", "shut", "slit"], ContractMode.Evolve),
            ],
        };
        await RunAsync(20, n => $$"""{"id":{{n}},"open":{"known":1,"shut":{"old":1} } }""");

        await RunAsync(20, n => $$"""{"id":{{n}},"open":{"known":1,"shut":{"old":1,"new":2,"slit":3},"fine":4},"other":5}""");

        Assert.Equal("""{"id":0,"open":{"known":1,"shut":{"old":1,"slit":3},"fine":4}}""", Rows["r0"]);
    }

    [Fact]
    public async Task Run_KeysWithoutEnd_AreOnePlace()
    {
        _run.Contracts["source"] = Freeze;
        await RunAsync(200, n => $$"""{"id":{{n}},"by_day":{"day-{{n}}":{"count":{{n}} } } }""");

        var second = await RunAsync(20, n => $$"""{"id":{{n}},"by_day":{"later-{{n}}":{"count":1} } }""");
        var third = await RunAsync(20, n => $$"""{"id":{{n}},"by_day":{"later-{{n}}":{"count":"1"} } }""");

        Assert.Equal(RunOutcome.Succeeded, second.Outcome);
        Assert.Contains("the field 'by_day.*.count' as string; so far it was integer", third.Failure!.Message, StringComparison.Ordinal);
        Assert.InRange(Mark.Length, 1, 1000);
    }

    [Fact]
    public async Task Run_MoreFieldsThanAreFollowed_IsTold()
    {
        var result = await RunAsync(200, n => "{" + string.Join(",", Enumerable.Range(n * 10, 10).Select(k => $"\"f{k}\":1")) + "}");

        Assert.Equal("engine.source_too_wide", Assert.Single(result.Warnings).Code);
        Assert.InRange(Mark.Length, 1, 60_000);
    }

    [Fact]
    public async Task Run_InterruptedAndResumed_LearnsAsMuchAsUndisturbed()
    {
        static string Make(int n) => n < 50 ? $$"""{"id":{{n}},"early":1}""" : $$"""{"id":{{n}},"late":"x"}""";
        await RunAsync(100, Make);
        var undisturbed = Mark;
        var broken = new EngineRun().WriteHome();
        var source = new ShapeSource { Records = ShapeSource.Many(100, Make) };
        broken.Collect(source);

        source.BeforePage = first => Fail(first == 40);
        await broken.RunAsync();
        var between = broken.Home.Marks[ShapeWatch.MarkPrefix + "source"];
        source.BeforePage = first => Fail(first == 70);
        await broken.RunAsync();
        source.BeforePage = _ => { };
        var last = await broken.RunAsync();

        Assert.Contains("\"learns\":true", between);
        Assert.Equal(undisturbed, broken.Home.Marks[ShapeWatch.MarkPrefix + "source"]);
        Assert.Empty(last.ShapeChanges);
    }

    [Fact]
    public async Task Run_InterruptedBehindAChange_TheNextRunTellsAllOfIt()
    {
        await RunAsync(20, n => $$"""{"id":{{n}}}""");
        _source.BeforePage = first => Fail(first == 40);
        await RunAsync(60, n => $$"""{"id":{{n}},"new":1}""");

        _source.BeforePage = _ => { };
        var last = await RunAsync();

        Assert.Equal(["new new '' 'integer' 60 Evolve"], Lines(last));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("{}")]
    [InlineData("""{"v":2,"learns":false,"nodes":[]}""")]
    [InlineData("""{"v":1,"learns":false,"nodes":[[0,"",1,32,0,1,1,0,0,0],[7,"x",1,8,0,1,1,0,0,0]]}""")]
    public async Task Run_KeptShapeIsDamaged_IsToldAndLearntAnew(string text)
    {
        _run.Contracts["source"] = Freeze;
        await RunAsync(20, n => $$"""{"id":{{n}}}""");
        _run.Home.Marks[ShapeWatch.MarkPrefix + "source"] = text;

        var result = await RunAsync(20, n => $$"""{"other":{{n}}}""");

        Assert.Equal((RunOutcome.Succeeded, "engine.shape_unreadable"), (result.Outcome, Assert.Single(result.Warnings).Code));
        Assert.Contains("other", Mark);
    }

    [Fact]
    public async Task Run_RecordsMadeOfNodesAndValues_HaveTheShapeOfTheirText()
    {
        var text = """{"id":1,"f":1.5,"t":true,"s":"x","n":null,"o":{"a":[1,{"b":"c"}]}}""";
        await RunAsync(10, _ => text);
        var expected = Mark;
        var nodes = new EngineRun().Collect(new Made(text)).WriteHome();

        await nodes.RunAsync();

        Assert.Equal(expected, nodes.Home.Marks[ShapeWatch.MarkPrefix + "source"]);
    }

    [Fact]
    public async Task Run_NameThatQuotesASecret_IsKeptNowhere()
    {
        _run.Redact = text => text.Replace("hunter2", "***", StringComparison.Ordinal);

        await RunAsync(20, n => $$"""{"id":{{n}},"hunter2":1}""");

        Assert.DoesNotContain("hunter2", Mark, StringComparison.Ordinal);
    }

    private string Mark => _run.Home.Marks[ShapeWatch.MarkPrefix + "source"];

    private SortedDictionary<string, string> Rows => _run.Home.Rows;

    private static void Fail(bool fails)
    {
        if (fails)
        {
            throw new FaultException(FaultKind.Fatal, "cut");
        }
    }

    private static List<string> Lines(RunResult result) =>
        [.. result.ShapeChanges.Select(one => $"{one.Kind.ToString().ToLowerInvariant()} {one.Field} '{one.Before}' '{one.Now}' {one.Records} {one.Action}").Order(StringComparer.Ordinal)];

    private static (string Code, string Message) Told(RunResult result) => (Assert.Single(result.Warnings).Code, result.Warnings[0].Message);

    private Task<RunResult> RunAsync(int records, Func<int, string> record)
    {
        _source.Records = ShapeSource.Many(records, record);
        return RunAsync();
    }

    private Task<RunResult> RunAsync() => _run.RunAsync();

    /// <summary>Half of the records were looked into as nodes, the others were set value by value.</summary>
    private sealed class Made(string text) : ICollector
    {
        public ValueTask<IReadOnlyList<Split>> PlanAsync(CancellationToken cancellationToken) => new([new Split("all")]);

        public async IAsyncEnumerable<Page> ReadAsync(SplitRead read, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Yield();
            yield return new Page([.. Enumerable.Range(0, 10).Select(n => n % 2 == 0 ? OfNodes(n) : OfValues(n))], new Position("end"));
        }

        private Record OfNodes(int n)
        {
            var record = Record.FromUtf8(System.Text.Encoding.UTF8.GetBytes(text), $"r{n}");
            _ = record.Json;
            return record;
        }

        private static Record OfValues(int n)
        {
            var record = Record.Create($"r{n}");
            record.Set(FieldPath.Parse("id"), 1L);
            record.Set(FieldPath.Parse("f"), 1.5);
            record.Set(FieldPath.Parse("t"), true);
            record.Set(FieldPath.Parse("s"), "x");
            record.Set(FieldPath.Parse("n"), (string?)null);
            record.Set(FieldPath.Parse("o.a[0]"), 1L);
            record.Set(FieldPath.Parse("o.a[1].b"), "c");
            return record;
        }
    }
}
