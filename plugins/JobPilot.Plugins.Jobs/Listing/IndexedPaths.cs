
namespace JobPilot.Plugins.Jobs.Listing;

/// <summary>Paths to the items of an array, and to a field of each, compiled once.</summary>
internal static class IndexedPaths
{
    private const int MostKept = 4096;
    private static readonly KeptValues<(FieldPath Array, int Index, string Field), FieldPath> Kept = new(MostKept);

    /// <summary>Path to an item, or to a field of it.</summary>
    public static FieldPath Of(FieldPath array, int index, string field = "")
    {
        if (Kept.TryGet((array, index, field), out var path))
        {
            return path;
        }

        path = FieldPath.Parse(field.Length == 0 ? $"{array.Text}[{index}]" : $"{array.Text}[{index}].{field}");
        Kept.Add((array, index, field), path);
        return path;
    }
}
