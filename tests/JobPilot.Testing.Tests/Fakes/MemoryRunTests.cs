using System.Text.Json.Nodes;

namespace JobPilot.Testing.Tests.Fakes;

public sealed class MemoryRunTests
{
    private static readonly FieldPath Title = FieldPath.Parse("title");

    [Fact]
    public void Process_KeepPatchDelete_AppliedToRows()
    {
        var run = new MemoryRun(new Scripted((record, _) => record.Key switch
        {
            "patch" => Outcome.Duplicate("a", Record.Patch("a", new JsonObject { ["title"] = "patched" }), Record.Patch("missing", [])),
            "delete" => Outcome.Duplicate("b", Record.Delete("b"), Record.Delete("missing")),
            "drop" => Outcome.Drop("not wanted"),
            _ => Outcome.Keep,
        }));
        run.ProcessAll([Row("a"), Row("b"), Row("patch"), Row("delete"), Row("drop")]);
        Assert.Equal("patched", Assert.Single(run.Rows).Value.GetString(Title));
        Assert.Equal(5, run.Outcomes.Count);
    }

    [Fact]
    public void Process_FollowedKeys_MayBeTouched()
    {
        var processor = new Scripted((_, state) =>
        {
            state.Set("alias", "group");
            Assert.Null(state.Get("other"));
            return Outcome.Keep;
        })
        { Followed = (key, value) => key == "alias" ? [value ?? "other"] : [] };
        var run = new MemoryRun(processor);
        run.Process(Row("a"));
        Assert.Throws<InvalidOperationException>(() => run.Process(Row("b")));
    }

    [Fact]
    public void Process_UndeclaredKey_ThrowsAndNamesIt()
    {
        var run = new MemoryRun(new Scripted((_, state) =>
        {
            state.Set("secret", "1");
            return Outcome.Keep;
        }));
        Assert.Contains("'secret'", Assert.Throws<InvalidOperationException>(() => run.Process(Row("a"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Process_RowWithoutKey_Throws() =>
        Assert.Throws<InvalidOperationException>(() => new MemoryRun(new Scripted((_, _) => Outcome.Keep)).Process(Record.Create()));

    [Fact]
    public void Try_Record_ChangesNothing()
    {
        var run = new MemoryRun(new Scripted((_, state) =>
        {
            state.Set("alias", "1");
            return Outcome.Keep;
        }));
        run.Try(Row("a"));
        Assert.Empty(run.Rows);
        Assert.Empty(run.Memory);
        Assert.Empty(run.Outcomes);
    }

    [Fact]
    public void Set_ValueAbove64KB_Throws()
    {
        var state = new FakeRecordState();
        state.Set("key", new string('x', 65_536));
        Assert.Throws<InvalidOperationException>(() => state.Set("key", new string('x', 65_537)));
        state.Set("key", null);
        Assert.Empty(state.Values);
    }

    private static Record Row(string key) => Record.FromJson(new JsonObject { ["title"] = $"title {key}" }, key);

    private sealed class Scripted(Func<Record, IRecordState, Outcome> process) : IStatefulProcessor
    {
        public int StateVersion => 1;

        public Func<string, string?, IEnumerable<string>> Followed { get; init; } = (_, _) => [];

        public IEnumerable<string> Keys(Record record) => ["alias"];

        public IEnumerable<string> Follow(string key, string? value) => Followed(key, value);

        public Outcome Process(Record record, IRecordState state, CancellationToken cancellationToken) => process(record, state);
    }
}
