namespace JobPilot.Plugins.Jobs.MapJob.Rules;

/// <summary>
/// Where a list's items come from: one rule for the record itself, or one for each item of an array. The latter's paths hold the item's index,
/// so they are compiled at the first record that has so many items.
/// </summary>
internal sealed class ListPart(FieldPath? array, Func<int, MappingRule> compile)
{
    /// <summary>Items of one array beyond this are left out: no honest posting has so many.</summary>
    private const int MostItems = 256;

    private readonly Lock _lock = new();
    private MappingRule[] _compiled = [];

    public int Count(Record source) => array is null ? 1 : source.GetKind(array) switch
    {
        RecordValueKind.Missing or RecordValueKind.Null or RecordValueKind.Object => 0,
        RecordValueKind.Array => Math.Min(source.GetCount(array), MostItems),
        _ => 1,
    };

    /// <summary>The rule of one item. A plain value where an array is expected counts as an array of one.</summary>
    public MappingRule Item(Record source, int index)
    {
        var plain = array is not null && source.GetKind(array) != RecordValueKind.Array;
        var slot = plain ? 0 : index + 1;
        var compiled = Volatile.Read(ref _compiled);
        if (slot < compiled.Length)
        {
            return compiled[slot];
        }

        lock (_lock)
        {
            var grown = new MappingRule[Math.Max(slot + 1, 8)];
            for (var i = 0; i < grown.Length; i++)
            {
                grown[i] = i < _compiled.Length ? _compiled[i] : compile(i - 1);
            }

            Volatile.Write(ref _compiled, grown);
            return grown[slot];
        }
    }
}
