namespace JobPilot.Plugins.Jobs.Listing;

/// <summary>Looks whether a processor can write where it is going to.</summary>
internal static class ListingShape
{
    /// <summary>Says which of the fields that should hold objects (or nothing) holds something else; null where none does.</summary>
    public static string? Fault(Record record, params ReadOnlySpan<FieldPath> objects)
    {
        foreach (var path in objects)
        {
            if (record.GetKind(path) is not (RecordValueKind.Object or RecordValueKind.Null or RecordValueKind.Missing))
            {
                return $"'{path.Text}' holds no object, so this is no listing: map_job makes one of the source's record.";
            }
        }

        return null;
    }
}
