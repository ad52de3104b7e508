using JobPilot.Engine.Diffs;
using JobPilot.Engine.Tests.Fakes;
using JobPilot.Tests.Engine;
using Microsoft.Extensions.Logging.Abstractions;

namespace JobPilot.Engine.Tests.Diffs;

/// <summary>What a replay would change in the rows of the home.</summary>
public class RowDiffTests
{
    private const string Moment = "2026-03-14T15:00:07Z";

    private readonly DiffBench _bench = new();

    [Fact]
    public async Task Compare_RowsOfEveryKind_AreCountedAndShownInTheOrderOfTheirKeys()
    {
        Rows("""{"id":"b","x":1}""", """{"id":"c","x":1}""", $$"""{"id":"d","source":{"retrieved_at":"{{Moment}}"} }""", """{"id":"e","x":1}""");

        await _bench.AddAsync(DiffBench.Landed(Moment), """{"id":"f"}""", """{"id":"a"}""", """{"id":"e","x":2}""", """{"id":"c","x":1}""", """{"id":"b","y":1}""");

        Assert.Equal("2 2 1 1 | changed b /x:1>- /y:->1, vanished d, changed e /x:1>2, new a, new f", await _bench.CompareAsync());
    }

    [Fact]
    public async Task Compare_NoRowsAndNoRecords_FindsNothing()
    {
        await _bench.AddAsync(null);

        Assert.Equal("0 0 0 0 | ", await _bench.CompareAsync());
    }

    [Theory]
    [InlineData("""{"id":"a","x":1}""", "changed a /x:1>2", """{"patch":"a","x":2}""")]
    [InlineData("""{"id":"a","x":1}""", "changed a /x:1>2 /y:->3", """{"patch":"a","x":2}""", """{"patch":"a","y":3}""")]
    [InlineData("""{"id":"a","x":1}""", "changed a /x:1>-", """{"patch":"a","x":null}""")]
    [InlineData("""{"id":"a","x":1}""", "unchanged", """{"patch":"a","x":1}""")]
    [InlineData("""{"id":"a","x":1}""", "unchanged", """{"patch":"a","_x":2}""")]
    [InlineData("""{"id":"a","x":1}""", "changed a /y:->3", """{"id":"a","x":1}""", """{"patch":"a","y":3}""")]
    [InlineData("""{"id":"a","x":1}""", "unchanged", """{"patch":"a","y":3}""", """{"id":"a","x":1}""")]
    [InlineData("""{"id":"a","x":1}""", "vanished a", """{"delete":"a"}""")]
    [InlineData("""{"id":"a","x":1}""", "vanished a", """{"id":"a","x":2}""", """{"delete":"a"}""")]
    [InlineData("""{"id":"a","x":1}""", "vanished a", """{"delete":"a"}""", """{"patch":"a","x":2}""")]
    [InlineData("""{"id":"a","x":1}""", "changed a /x:1>2", """{"delete":"a"}""", """{"id":"a","x":2}""")]
    [InlineData("""{"id":"z"}""", "", """{"patch":"a","x":2}""")]
    [InlineData("""{"id":"z"}""", "", """{"delete":"a"}""")]
    [InlineData("""{"id":"z"}""", "", """{"id":"a"}""", """{"delete":"a"}""")]
    [InlineData("""{"id":"z"}""", "new a", """{"id":"a"}""", """{"patch":"a","x":2}""")]
    [InlineData("""{"id":"z"}""", "new a", """{"delete":"a"}""", """{"id":"a"}""")]
    public async Task Compare_WhatFollowsForARow_IsTakenInOrder(string row, string expected, params string[] records)
    {
        Rows(row);

        await _bench.AddAsync(null, records);

        var counts = expected.Split(' ')[0] switch { "new" => "1 0 0 0", "changed" => "0 1 0 0", "unchanged" => "0 0 1 0", "vanished" => "0 0 0 1", _ => "0 0 0 0" };
        Assert.Equal($"{counts} | {(expected == "unchanged" ? "" : expected)}", await _bench.CompareAsync());
    }

    [Theory]
    [InlineData("""{"id":"a","_hash":1,"_run":1}""", """{"id":"a","_hash":2,"_page":2}""", "")]
    [InlineData("""{"id":"a","source":{"retrieved_at":"2026-01-01","url":"u"}}""", """{"id":"a","source":{"retrieved_at":"2026-01-02","url":"u"}}""", "")]
    [InlineData("""{"id":"a","source":{"retrieved_at":"2026-01-01"}}""", """{"id":"a","source":{}}""", "")]
    [InlineData("""{"id":"a","source":{"url":"u"}}""", """{"id":"a","source":{"url":"v"}}""", """/source/url:"u">"v" """)]
    [InlineData("""{"id":"a","source":"board"}""", """{"id":"a","source":"shop"}""", """/source:"board">"shop" """)]
    [InlineData("""{"id":"a","source":null}""", """{"id":"a","source":{"retrieved_at":"2026-01-02"}}""", "/source:->{}")]
    [InlineData("""{"id":"a","retrieved_at":1}""", """{"id":"a","retrieved_at":2}""", "/retrieved_at:1>2")]
    [InlineData("""{"id":"a","other":{"retrieved_at":1}}""", """{"id":"a","other":{"retrieved_at":2}}""", "/other/retrieved_at:1>2")]
    [InlineData("""{"id":"a","x_":1,"x_y":1}""", """{"id":"a","x_":2,"x_y":2}""", "/x_:1>2 /x_y:1>2")]
    [InlineData("""{"id":"a","deep":{"_x":1}}""", """{"id":"a","deep":{"_x":2}}""", "/deep/_x:1>2")]
    public async Task Compare_RowThatDiffers_IsChangedWhereItsContentIs(string row, string record, string expected)
    {
        Rows(row);

        await _bench.AddAsync(null, record);

        Assert.Equal(expected.Length == 0 ? "0 0 1 0 | " : $"0 1 0 0 | changed a {expected.Trim()}", await _bench.CompareAsync());
    }

    [Fact]
    public async Task Compare_RowsThatNoLongerCome_VanishWhereTheyAreOfAReplayedRun()
    {
        Rows(
            """{"id":"exact","source":{"retrieved_at":"2026-03-14T15:00:07Z"}}""",
            """{"id":"later","source":{"retrieved_at":"2026-03-14T15:00:07.999Z"}}""",
            """{"id":"zone","source":{"retrieved_at":"2026-03-14T16:00:07.2+01:00"}}""",
            """{"id":"before","source":{"retrieved_at":"2026-03-14T15:00:06.999Z"}}""",
            """{"id":"behind","source":{"retrieved_at":"2026-03-14T15:00:08Z"}}""",
            """{"id":"odd","source":{"retrieved_at":"soon"}}""",
            """{"id":"undated"}""");

        await _bench.AddAsync(DiffBench.Landed("2026-03-14T15:00:07.5Z"));

        Assert.Equal("0 0 0 3 | vanished exact, vanished later, vanished zone", await _bench.CompareAsync());
    }

    [Fact]
    public async Task Compare_RowOfAReplayedRunThatStillComes_HasNotVanished()
    {
        Rows($$"""{"id":"a","source":{"retrieved_at":"{{Moment}}"} }""");

        await _bench.AddAsync(DiffBench.Landed(Moment), $$"""{"id":"a","source":{"retrieved_at":"{{Moment}}"} }""");

        Assert.Equal("0 0 1 0 | ", await _bench.CompareAsync());
    }

    [Fact]
    public async Task Compare_RunThatWasNotLanded_NothingVanishesForWantOfIt()
    {
        Rows($$"""{"id":"a","source":{"retrieved_at":"{{Moment}}"} }""");

        await _bench.AddAsync(null);

        Assert.Equal("0 0 0 0 | ", await _bench.CompareAsync());
    }

    [Fact]
    public async Task Compare_SeveralRuns_AreTakenTogetherAndTheLastOneHolds()
    {
        const string other = "2026-03-15T15:00:00Z";
        Rows($$"""{"id":"a","source":{"retrieved_at":"{{Moment}}"} }""", $$"""{"id":"b","source":{"retrieved_at":"{{other}}"} }""", """{"id":"c","x":1}""", """{"id":"d","x":1}""");

        await _bench.AddAsync(DiffBench.Landed(Moment), """{"id":"c","x":2}""", """{"id":"d","x":2}""", """{"id":"e"}""");
        await _bench.AddAsync(DiffBench.Landed(other), """{"id":"c","x":1}""", """{"patch":"d","y":3}""", """{"delete":"e"}""");

        Assert.Equal("0 1 1 2 | vanished a, vanished b, changed d /x:1>2 /y:->3", await _bench.CompareAsync());
    }

    [Fact]
    public async Task Compare_MoreRowsThanAPage_AllAreComparedOnce()
    {
        var keys = Enumerable.Range(0, 2500).Select(n => $"k{n:D4}").ToList();
        keys.ForEach(key => Rows($$"""{"id":"{{key}}","x":1}"""));

        await _bench.AddAsync(null, keys.Select(key => $$"""{"id":"{{key}}","x":{{(key == "k2499" ? 2 : 1)}}}"""));

        Assert.Equal("0 1 2499 0 | changed k2499 /x:1>2", await _bench.CompareAsync());
        Assert.Equal([(null, 1000), ("k0999", 1000), ("k1999", 1000), ("k2499", 1000)], _bench.Home.Reads);
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "changed a /x:1>2")]
    [InlineData(2, "changed a /x:1>2, changed b /x:1>2")]
    [InlineData(3, "changed a /x:1>2, changed b /x:1>2, new c")]
    [InlineData(4, "changed a /x:1>2, changed b /x:1>2, new c")]
    public async Task Compare_MoreChangesThanAreShown_AllAreCounted(int most, string expected)
    {
        Rows("""{"id":"a","x":1}""", """{"id":"b","x":1}""");

        await _bench.AddAsync(null, """{"id":"a","x":2}""", """{"id":"b","x":2}""", """{"id":"c"}""");

        Assert.Equal($"1 2 0 0 | {expected}", await _bench.CompareAsync(most));
    }

    [Fact]
    public async Task Compare_HomeThatDoesNotExist_AllIsNewAndItsRowsAreNotRead()
    {
        _bench.Home.HomeId = "";

        await _bench.AddAsync(null, """{"id":"a"}""");

        Assert.Equal("1 0 0 0 | new a", await _bench.CompareAsync());
        Assert.Empty(_bench.Home.Reads);
    }

    [Fact]
    public async Task Compare_HomeThatKeepsRecordsUnderAKeyOfItsOwn_FindsThemThere()
    {
        _bench.Home.Keys = record => record.Operation == RecordOperation.Upsert ? record.GetString(FieldPath.Parse("url")) : record.Key;
        foreach (var key in new[] { "u1", "u2", "u3" })
        {
            _bench.Run.Home.Rows[key] = $$"""{"url":"{{key}}","x":1}""";
        }

        await _bench.AddAsync(null, """{"url":"u1","x":1}""", """{"id":"a","url":"u2","x":2}""", """{"id":"u1","url":"u4"}""", """{"delete":"u3"}""", """{"id":"no row"}""");

        Assert.Equal("1 1 1 1 | changed u2 /x:1>2 /id:->\"a\", vanished u3, new u4", await _bench.CompareAsync());
    }

    [Fact]
    public async Task Compare_ConditionOfTheHome_LeavesRecordsOut()
    {
        var run = _bench.Run;
        run.Sinks[0] = new SinkPlan { Id = "home", Type = "home", Sink = _bench.Home, When = new LambdaCondition(record => record!.GetString(DiffBench.Id) != "b") };

        await _bench.AddAsync(null, """{"id":"a"}""", """{"id":"b"}""");

        Assert.Equal("1 0 0 0 | new a", await _bench.CompareAsync());
    }

    [Fact]
    public async Task Compare_Cancelled_Ends()
    {
        using var cancellation = new CancellationTokenSource();
        Rows("""{"id":"a"}""");
        _bench.Home.BeforeRead = () =>
        {
            if (_bench.Home.Reads.Count == 1)
            {
                cancellation.Cancel();
            }
        };
        await _bench.AddAsync(null);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _bench.Run.CompareAsync(_bench.Diff, 1, cancellation.Token));

        Assert.Single(_bench.Home.Reads);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _bench.Run.CompareAsync(_bench.Diff, 1, cancellation.Token));
        Assert.Single(_bench.Home.Reads);
    }

    [Fact]
    public async Task Add_NothingButTheHome_IsLookedAtAndNothingIsWritten()
    {
        var run = _bench.Run;
        run.Settings = run.Settings with { MaxRejectShare = 1 };
        run.Write(new MarkedSink { Before = step => throw new InvalidOperationException($"The file: {step}.") });
        run.Process(new LambdaProcessor(record => record.Key == "bad" ? Outcome.Reject("bad") : Outcome.Keep), "check");

        await _bench.AddAsync(null, """{"id":"a"}""", """{"id":"bad"}""");

        Assert.Equal("1 0 0 0 | new a", await _bench.CompareAsync());
        Assert.Empty(run.Home.Commits);
        Assert.Empty(run.Home.Applications);
    }

    [Fact]
    public async Task Add_NoSinkThatIsAHome_CannotBeCompared()
    {
        var run = new EngineRun().Collect(new FakeCollector("a", 10)).Write(new MarkedSink());

        AssertNoRows(await run.AddToAsync(new RowDiff()));
    }

    [Fact]
    public async Task Add_HomeThatShowsNoRows_CannotBeCompared()
    {
        var run = new EngineRun().Collect(new FakeCollector("a", 10));
        run.Write(new AnsweringHome(run.Home, _ => throw new InvalidOperationException("It is written to.")), "home");

        AssertNoRows(await run.AddToAsync(new RowDiff()));
    }

    [Fact]
    public async Task Add_RunThatFails_TellsWhy()
    {
        _bench.Source.Records = ["""{"id":"a"}"""];
        _bench.Source.BeforePage = _ => throw new FaultException(FaultKind.Fatal, "the source is broken") { Code = "test.broken", Fix = "Mend it." };

        var failure = await _bench.Run.AddToAsync(_bench.Diff);

        Assert.Equal(("test.broken", "Mend it."), (failure!.Code, failure.Fix));
    }

    [Fact]
    public async Task Add_CancelledBefore_Ends()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _bench.Run.AddToAsync(_bench.Diff, null, new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task Add_CancelledDuringTheRun_EndsAndIsNoResult()
    {
        using var cancellation = new CancellationTokenSource();
        _bench.Source.Records = ["""{"id":"a"}"""];
        _bench.Source.BeforePage = _ => cancellation.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _bench.Run.AddToAsync(_bench.Diff, null, cancellation.Token));
    }

    [Fact]
    public async Task Add_ShapeThatTheHomeKnows_IsTheOneThatTheContractIsAbout()
    {
        var learnt = new EngineRun().Collect(_bench.Source).WriteHome();
        _bench.Source.Records = ["""{"id":"a"}"""];
        await learnt.RunAsync();
        _bench.Run.Home.Marks["@shape/source"] = learnt.Home.Marks["@shape/source"];
        _bench.Run.Contracts["source"] = new SourceContract { NewFields = ContractMode.Freeze };
        await _bench.AddAsync(null, """{"id":"a"}""");
        _bench.Source.Records = ["""{"id":"a","odd":1}"""];

        var failure = await _bench.Run.AddToAsync(_bench.Diff);

        Assert.Equal("engine.contract_frozen", failure!.Code);
        Assert.Contains("'odd'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_ShapeThatChanged_IsStillWhatTheHomeKnowsForTheNextRun()
    {
        var learnt = new EngineRun().Collect(_bench.Source).WriteHome();
        _bench.Source.Records = ["""{"id":"a"}"""];
        await learnt.RunAsync();
        _bench.Run.Home.Marks["@shape/source"] = learnt.Home.Marks["@shape/source"];
        _bench.Run.Contracts["source"] = new SourceContract { NewFields = ContractMode.DiscardField };

        await _bench.AddAsync(null, """{"id":"a","odd":1}""");
        await _bench.AddAsync(null, """{"id":"b","odd":1}""");
        Rows("""{"id":"a"}""", """{"id":"b"}""");

        Assert.Equal("0 0 2 0 | ", await _bench.CompareAsync());
    }

    [Fact]
    public async Task AddAndCompare_Nothing_IsAMistakeOfTheCaller()
    {
        var diff = new RowDiff();
        var plan = new PipelinePlan { Run = new RunInfo("run", "test", DateTimeOffset.UnixEpoch), Collectors = [], Processors = [], Sinks = [], Settings = PlainSettings.Value };
        var services = new EngineServices
        {
            StateStore = _bench.Run.Home,
            Memory = _bench.Run.Home,
            DeadLetters = _bench.Run.DeadLetters,
            Loggers = NullLoggerFactory.Instance,
            Time = TimeProvider.System,
        };

        await Assert.ThrowsAsync<ArgumentNullException>("plan", () => diff.AddAsync(null!, services, default));
        await Assert.ThrowsAsync<ArgumentNullException>("services", () => diff.AddAsync(plan, null!, default));
        await Assert.ThrowsAsync<ArgumentNullException>("plan", () => diff.CompareAsync(null!, 1, default));
    }

    private static void AssertNoRows(Diagnostic? failure)
    {
        Assert.Equal(("replay.no_rows", DiagnosticSeverity.Error), (failure!.Code, failure.Severity));
        Assert.Equal("No sink of this pipeline can show the rows that it has, so there is nothing to compare with.", failure.Message);
        Assert.Equal("A comparison needs a sink like litedb; leave --diff out to replay.", failure.Fix);
    }

    /// <summary>Puts rows into the home, each under its id.</summary>
    private void Rows(params IEnumerable<string> rows)
    {
        foreach (var row in rows)
        {
            _bench.Run.Home.Rows[Record.FromUtf8(System.Text.Encoding.UTF8.GetBytes(row)).GetString(DiffBench.Id)!] = row;
        }
    }
}
