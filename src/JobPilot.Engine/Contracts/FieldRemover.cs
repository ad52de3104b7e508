namespace JobPilot.Engine.Contracts;

/// <summary>Takes a field that the pipeline does not accept out of a record, wherever it stands.</summary>
internal static class FieldRemover
{
    /// <summary>Removes every value of a type at a field; where the field is new, whatever its type.</summary>
    public static void Remove(Record record, ShapeNode node, ShapeTypes type)
    {
        var chain = new List<ShapeNode>();
        for (var one = node; one.Parent is not null; one = one.Parent)
        {
            chain.Insert(0, one);
        }

        Remove(record, chain, [], node.Known ? type : ShapeTypeNames.All);
    }

    private static void Remove(Record record, List<ShapeNode> chain, List<FieldPathSegment> place, ShapeTypes type)
    {
        if (place.Count == chain.Count)
        {
            var path = FieldPath.Of(place);
            if (IsOf(record.GetKind(path), type))
            {
                record.Remove(path);
            }

            return;
        }

        var node = chain[place.Count];
        foreach (var segment in Segments(record, node, place))
        {
            place.Add(segment);
            Remove(record, chain, place, type);
            place.RemoveAt(place.Count - 1);
        }
    }

    /// <summary>From the last to the first, so that what is removed moves nothing that is still to come.</summary>
    private static List<FieldPathSegment> Segments(Record record, ShapeNode node, List<FieldPathSegment> place)
    {
        if (!node.IsPlace)
        {
            return [new FieldPathSegment(node.Name, -1)];
        }

        var parent = record.GetValue(FieldPath.Of(place));
        var segments = new List<FieldPathSegment>();
        for (var i = parent.Count - 1; i >= 0; i--)
        {
            if (node.Name == ShapeNode.ItemsName && parent.Kind == RecordValueKind.Array)
            {
                segments.Add(new FieldPathSegment(null, i));
            }
            else if (node.Name == ShapeNode.AnyName && parent.Kind == RecordValueKind.Object)
            {
                segments.Add(new FieldPathSegment(parent.NameAt(i), -1));
            }
        }

        return segments;
    }

    private static bool IsOf(RecordValueKind kind, ShapeTypes type) => kind switch
    {
        RecordValueKind.Boolean => type.HasFlag(ShapeTypes.Boolean),
        RecordValueKind.Number => (type & (ShapeTypes.Integer | ShapeTypes.Number)) != 0,
        RecordValueKind.String => type.HasFlag(ShapeTypes.String),
        RecordValueKind.Array => type.HasFlag(ShapeTypes.Array),
        RecordValueKind.Object => type.HasFlag(ShapeTypes.Object),
        RecordValueKind.Null => type == ShapeTypeNames.All,
        _ => false,
    };
}
