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

    /// <summary>How many items there are.</summary>
    /// <param name="source">The source's record.</param>
    /// <param name="isPlain">Whether a plain value stands where an array is expected: it counts as an array of one.</param>
    public int Count(Record source, out bool isPlain)
    {
        isPlain = false;
        if (array is null)
        {
            return 1;
        }

        var value = source.GetValue(array);
        switch (value.Kind)
        {
            case RecordValueKind.Missing or RecordValueKind.Null or RecordValueKind.Object:
                return 0;
            case RecordValueKind.Array:
                return Math.Min(value.Count, MostItems);
            default:
                isPlain = true;
                return 1;
        }
    }

    /// <summary>The rule of one item.</summary>
    public MappingRule Item(bool isPlain, int index)
    {
        var slot = isPlain ? 0 : index + 1;
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
