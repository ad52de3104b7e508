namespace JobPilot.Engine.Diffs;

/// <summary>Counts rows by what would become of them, and describes the first ones.</summary>
internal sealed class RowTally(int most)
{
    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly List<RowChange> _rows = [];

    public void Add(string key, string kind, IReadOnlyList<PreviewChange> fields)
    {
        _counts[kind] = _counts.GetValueOrDefault(kind) + 1;
        if (kind != "unchanged" && _rows.Count < most)
        {
            _rows.Add(new RowChange { Key = key, Kind = kind, Fields = fields });
        }
    }

    public RowDiffResult Result() => new()
    {
        New = _counts.GetValueOrDefault("new"),
        Changed = _counts.GetValueOrDefault("changed"),
        Unchanged = _counts.GetValueOrDefault("unchanged"),
        Vanished = _counts.GetValueOrDefault("vanished"),
        Rows = _rows,
    };
}
