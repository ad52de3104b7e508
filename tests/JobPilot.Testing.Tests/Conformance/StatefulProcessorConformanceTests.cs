using System.Text.Json.Nodes;

namespace JobPilot.Testing.Tests.Conformance;

public sealed class StatefulProcessorConformanceTests
{
    private static readonly FieldPath Group = FieldPath.Parse("group");

    [Fact]
    public Task Suite_KeepsTheSmallestOfAGroup_Passes() => SuiteRun.PassesAsync(() => new Suite(() => new KeepSmallest()));

    [Fact]
    public Task Suite_KeepsTheFirstOfAGroup_Fails() =>
        SuiteRun.CatchesAsync("Process_AnyOrder_SameRows", () => new Suite(() => new KeepFirst()));

    [Fact]
    public Task Suite_CountsArrivals_Fails() => SuiteRun.CatchesAsync("Process_Redelivered_SameRows", () => new Suite(() => new CountArrivals()));

    [Fact]
    public Task Suite_RemembersInItsFields_Fails()
    {
        var suite = () => (object)new Suite(() => new KeepInFields());
        return SuiteRun.CatchesAsync("Process_Restarted_SameRows", suite);
    }

    [Fact]
    public Task Suite_ChangesFieldsBeforeTheCommit_Fails() =>
        SuiteRun.CatchesAsync("Process_Rewound_SameOutcome", () => new Suite(() => new KeepInFields()));

    [Fact]
    public Task Suite_UndeclaredKey_Fails() => SuiteRun.CatchesAsync(
        "Process_Samples_TouchesDeclaredKeysOnly", () => new Suite(() => new KeepSmallest { DeclaresNothing = true }));

    [Fact]
    public Task Suite_VersionZero_Fails() =>
        SuiteRun.CatchesAsync("StateVersion_Always_FromOne", () => new Suite(() => new KeepSmallest { StateVersion = 0 }));

    [Fact]
    public Task Suite_RemembersNothing_Fails() =>
        SuiteRun.CatchesAsync("Samples_InOrder_LeaveAMemory", () => new Suite(() => new Forgetful()));

    [Fact]
    public Task Suite_RestoresTheWrongRow_Fails() => SuiteRun.CatchesAsync(
        "Restore_FromRows_RedeliveryLeavesTheSameRows", () => new Suite(() => new KeepSmallest { RestoresWrong = true }));

    private sealed class Suite(Func<IStatefulProcessor> create) : StatefulProcessorConformance
    {
        protected override IStatefulProcessor CreateProcessor() => create();

        protected override IEnumerable<Record> Samples() => new[] { ("b", "x"), ("a", "x"), ("c", "x"), ("d", "y"), ("e", "y"), ("f", "z") }
            .Select(sample => Record.FromJson(new JsonObject { ["id"] = sample.Item1, ["group"] = sample.Item2 }, sample.Item1));
    }

    /// <summary>The row of a group is its smallest key: a law that holds in any order.</summary>
    private sealed class KeepSmallest : IRestorableProcessor
    {
        public int StateVersion { get; init; } = 1;

        public bool DeclaresNothing { get; init; }

        public bool RestoresWrong { get; init; }

        public IEnumerable<string> Keys(Record record) => DeclaresNothing ? [] : [GroupOf(record)];

        public Outcome Process(Record record, IRecordState state, CancellationToken cancellationToken)
        {
            var best = state.Get(GroupOf(record));
            var key = record.Key!;
            switch (best is null ? -1 : string.CompareOrdinal(key, best))
            {
                case < 0:
                    state.Set(GroupOf(record), key);
                    return best is null ? Outcome.Keep : Outcome.Duplicate(best, record, Record.Delete(best));
                case 0:
                    return Outcome.Keep;
                default:
                    return Outcome.Duplicate(best!);
            }
        }

        public IEnumerable<string> RestoreKeys(Record row) => [GroupOf(row)];

        public void Restore(Record row, IRecordState state) => state.Set(GroupOf(row), RestoresWrong ? "0" : row.Key);
    }

    private sealed class KeepFirst : IStatefulProcessor
    {
        public int StateVersion => 1;

        public IEnumerable<string> Keys(Record record) => [GroupOf(record)];

        public Outcome Process(Record record, IRecordState state, CancellationToken cancellationToken)
        {
            var first = state.Get(GroupOf(record)) ?? record.Key!;
            state.Set(GroupOf(record), first);
            return first == record.Key ? Outcome.Keep : Outcome.Duplicate(first);
        }
    }

    private sealed class CountArrivals : IStatefulProcessor
    {
        private static readonly FieldPath Count = FieldPath.Parse("count");

        public int StateVersion => 1;

        public IEnumerable<string> Keys(Record record) => [record.Key!];

        public Outcome Process(Record record, IRecordState state, CancellationToken cancellationToken)
        {
            var count = (state.Get(record.Key!)?.Length ?? 0) + 1;
            state.Set(record.Key!, new string('x', count));
            record.Set(Count, (long)count);
            return Outcome.Keep;
        }
    }

    private sealed class KeepInFields : IStatefulProcessor
    {
        private readonly HashSet<string> _groups = [];

        public int StateVersion => 1;

        public IEnumerable<string> Keys(Record record) => [GroupOf(record)];

        public Outcome Process(Record record, IRecordState state, CancellationToken cancellationToken)
        {
            state.Set(GroupOf(record), "seen");
            return _groups.Add(GroupOf(record)) ? Outcome.Keep : Outcome.Duplicate("first");
        }
    }

    private sealed class Forgetful : IStatefulProcessor
    {
        public int StateVersion => 1;

        public IEnumerable<string> Keys(Record record) => [];

        public Outcome Process(Record record, IRecordState state, CancellationToken cancellationToken) => Outcome.Keep;
    }

    private static string GroupOf(Record record) => record.GetString(Group) is { Length: <= 400 } group ? group : "none";
}
