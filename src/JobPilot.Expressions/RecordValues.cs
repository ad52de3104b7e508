namespace JobPilot.Expressions;

/// <summary>Reads fields of a record as the values that Scriban computes with.</summary>
internal static class RecordValues
{
    public static object? Read(Record record, FieldNode node)
    {
        var path = node.Path!;
        switch (record.GetKind(path))
        {
            case RecordValueKind.String:
                return record.GetString(path);
            case RecordValueKind.Number:
                return record.GetInteger(path) is { } whole ? whole : (object?)record.GetNumber(path);
            case RecordValueKind.Boolean:
                return record.GetBoolean(path);
            case RecordValueKind.Array:
                return new RecordArray(record, node);
            case RecordValueKind.Object:
                return new RecordObject(record, node);
            default:
                return null;
        }
    }
}
