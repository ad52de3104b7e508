namespace JobPilot.Engine.Tests.Fakes;

internal sealed class LambdaProcessor(Func<Record, Outcome> process) : IProcessor
{
    public Outcome Process(Record record, CancellationToken cancellationToken) => process(record);
}

/// <summary>Keeps the smallest id of each group, and counts the others in the row: a small deduplicate that obeys the law.</summary>
internal sealed class KeepSmallest : IRestorableProcessor
{
    private static readonly FieldPath Group = FieldPath.Parse("group");
    private static readonly FieldPath Others = FieldPath.Parse("others");

    public int StateVersion => 1;

    public IEnumerable<string> Keys(Record record) => [record.GetString(Group)!];

    public Outcome Process(Record record, IRecordState state, CancellationToken cancellationToken)
    {
        var group = record.GetString(Group)!;
        var ids = state.Get(group)?.Split(',') ?? [];
        var all = ids.Append(record.Key!).Distinct().Order(StringComparer.Ordinal).ToArray();
        state.Set(group, string.Join(',', all));
        var best = all[0];
        if (record.Key == best)
        {
            record.Set(Others, all.Length - 1L);
            return ids.Length == 0 || ids[0] == best ? Outcome.Keep : Outcome.Duplicate(ids[0], record, Record.Delete(ids[0]));
        }

        return Outcome.Duplicate(best, Record.Patch(best, new() { ["others"] = all.Length - 1 }));
    }

    public IEnumerable<string> RestoreKeys(Record row) => Keys(row);

    public void Restore(Record row, IRecordState state) => state.Set(row.GetString(Group)!, row.Key);
}
