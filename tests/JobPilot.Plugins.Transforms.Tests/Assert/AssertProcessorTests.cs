using JobPilot.Tests;
using Microsoft.Extensions.Logging.Testing;

namespace JobPilot.Plugins.Transforms.Tests;

public sealed class AssertProcessorTests
{
    private readonly FakeLogger _logger = new();

    public static TheoryData<Expectation, string, bool> Cases => new()
    {
        { new Expectation { Field = "a", NotNull = true }, """{"a":1}""", true },
        { new Expectation { Field = "a", NotNull = true }, """{"a":null}""", false },
        { new Expectation { Field = "a.b", NotNull = true }, "{}", false },
        { new Expectation { Field = "a", Min = 1, Max = 3 }, """{"a":1}""", true },
        { new Expectation { Field = "a", Min = 1, Max = 3 }, """{"a":3.5}""", false },
        { new Expectation { Field = "a", Min = 1 }, """{"a":0}""", false },
        { new Expectation { Field = "a", Max = 1 }, """{"a":"text"}""", false },
        { new Expectation { Field = "a", Max = 1 }, """{"a":null}""", true },
        { new Expectation { Field = "a", OneOf = ["x", "5", "true"] }, """{"a":"x"}""", true },
        { new Expectation { Field = "a", OneOf = ["x", "5", "true"] }, """{"a":5}""", true },
        { new Expectation { Field = "a", OneOf = ["x", "5", "true"] }, """{"a":true}""", true },
        { new Expectation { Field = "a", OneOf = ["x", "5", "true"] }, """{"a":"y"}""", false },
        { new Expectation { Field = "a", OneOf = ["x"] }, "{}", true },
        { new Expectation { Where = "record.a < record.b" }, """{"a":1,"b":2}""", true },
        { new Expectation { Where = "record.a < record.b" }, """{"a":1}""", false },
        { new Expectation { Where = "record.a > 1" }, """{"a":"text"}""", false },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Process_Reject_RejectsWhatDoesNotMeetIt(Expectation expectation, string json, bool met)
    {
        var outcome = Run(Make(With(expectation, AssertAction.Reject)), new RememberedState(), Samples.Of(json));

        Assert.Equal(met ? OutcomeKind.Keep : OutcomeKind.Reject, outcome.Kind);
        Assert.Equal(met, outcome.Reason is null);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Process_Stop_EndsTheRun(Expectation expectation, string json, bool met)
    {
        var processor = Make(With(expectation, AssertAction.Stop));
        if (met)
        {
            Assert.Equal(OutcomeKind.Keep, Run(processor, new RememberedState(), Samples.Of(json)).Kind);
            return;
        }

        Assert.Equal(FaultKind.Fatal, Assert.Throws<FaultException>(() => Run(processor, new RememberedState(), Samples.Of(json))).Kind);
    }

    [Fact]
    public void Process_Warn_LogsTheFirstAndTheCount()
    {
        using (var processor = Make(new Expectation { Field = "a", Max = 1 }, new Expectation { Field = "b", NotNull = true }))
        {
            foreach (var json in new[] { """{"a":5,"b":1}""", """{"a":6,"b":1}""", """{"a":0,"b":1}""" })
            {
                Assert.Equal(OutcomeKind.Keep, Run(processor, new RememberedState(), Samples.Of(json)).Kind);
            }
        }

        Assert.Equal(
            ["assert: a: 5 is not at most 1; further cases are counted", "assert: a was not met by 2 records"],
            _logger.Collector.GetSnapshot().Select(entry => entry.Message));
    }

    [Fact]
    public void Process_NullRate_CountsOverTheRun()
    {
        var processor = Make(10, new Expectation { Field = "a", MaxNullRate = 0.25, Then = AssertAction.Stop });
        var state = new RememberedState();
        for (var i = 0; i < 40; i++)
        {
            Run(processor, state, Samples.Of(i % 4 == 3 ? "{}" : """{"a":1}"""));
        }

        var fault = Assert.Throws<FaultException>(() => Run(processor, state, Samples.Of("{}")));
        Assert.Equal("assert: a: 11 of 41 records lack it, more than 0.25 of them.", fault.Message);
    }

    [Fact]
    public void Dispose_FewRecords_StillSaysThatTheRateWasMissed()
    {
        using (var processor = Make(new Expectation { Field = "a", MaxNullRate = 0.1, Then = AssertAction.Stop }))
        {
            Run(processor, new RememberedState(), Samples.Of("{}"));
        }

        Assert.Contains("1 of 1 records lack it", Assert.Single(_logger.Collector.GetSnapshot()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Process_Unique_KeepsTheSmallestKeyInAnyOrder()
    {
        string[] keys = ["c", "a", "b", "a", "d", "c"];
        foreach (var order in new[] { keys, [.. keys.Reverse()], [.. keys.Order()] })
        {
            var processor = Make(new Expectation { Field = "url", Unique = true, Then = AssertAction.Reject });
            var state = new RememberedState();
            var rows = new HashSet<string>();
            foreach (var key in order)
            {
                var record = Samples.Of("""{"url":"u"}""", key);
                var outcome = Run(processor, state, record);
                foreach (var row in outcome.Kind == OutcomeKind.Keep ? [record] : outcome.Records)
                {
                    _ = row.Operation == RecordOperation.Delete ? rows.Remove(row.Key!) : rows.Add(row.Key!);
                }
            }

            Assert.Equal(["a"], rows);
        }
    }

    [Fact]
    public void Process_Unique_ComparesOnlyWhatIsThere()
    {
        var processor = Make(new Expectation { Field = "url", Unique = true, Then = AssertAction.Stop });
        var state = new RememberedState();

        Run(processor, state, Samples.Of("""{"url":null}""", "a"));
        Run(processor, state, Samples.Of("""{"url":null}""", "b"));
        Run(processor, state, Samples.Of("""{"url":"x"}""", "a"));
        Run(processor, state, Samples.Of("""{"url":"x"}""", "a"));
        Run(processor, state, Samples.Of("""{"url":"y"}""", "b"));
        Assert.Throws<FaultException>(() => Run(processor, state, Samples.Of("""{"url":"x"}""", "b")));
    }

    [Fact]
    public void Keys_LongValue_StaysShort()
    {
        var processor = Make(new Expectation { Field = "url", Unique = true });

        Assert.InRange(Assert.Single(processor.Keys(Samples.Of($$"""{"url":"{{new string('x', 5000)}}"}"""))).Length, 1, 100);
        Assert.Empty(processor.Keys(Record.Delete("k")));
    }

    [Fact]
    public void Validate_WrongOptions_SaysWhatAndWhere()
    {
        var options = new AssertOptions
        {
            Expectations =
            [
                new Expectation { Field = "a" },
                new Expectation { NotNull = true },
                new Expectation { Field = "a", MaxNullRate = 0.1, Then = AssertAction.Reject },
                new Expectation { Field = "a", Min = 5, Max = 1 },
                new Expectation { Field = "a", Unique = true, Then = AssertAction.Reject },
                new Expectation { Field = "b", Unique = true, Then = AssertAction.Reject },
            ],
        };

        Snapshot.Match(string.Join('\n', options.Validate()));
    }

    private static Expectation With(Expectation expectation, AssertAction then) => new()
    {
        Field = expectation.Field,
        NotNull = expectation.NotNull,
        Min = expectation.Min,
        Max = expectation.Max,
        OneOf = expectation.OneOf,
        Where = expectation.Where,
        Then = then,
    };

    private static Outcome Run(AssertProcessor processor, RememberedState state, Record record)
    {
        state.Declared = [.. processor.Keys(record)];
        return processor.Process(record, state, CancellationToken.None);
    }

    private AssertProcessor Make(params Expectation[] expectations) => Make(100, expectations);

    private AssertProcessor Make(int minRecords, params Expectation[] expectations) =>
        new(new AssertOptions { Expectations = expectations, MinRecords = minRecords }, Samples.Context(_logger));
}
