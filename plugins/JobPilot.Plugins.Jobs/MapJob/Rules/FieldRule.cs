namespace JobPilot.Plugins.Jobs.MapJob.Rules;

/// <summary>
/// <c>from: [path, ...]</c> with <c>codes</c> and <c>as</c>: the first path whose value, so changed, is anything. Blank texts are nothing.
/// </summary>
internal sealed class FieldRule(FieldPath[] paths, CodeTable? codes, Transform[] transforms, double confidence) : MappingRule
{
    public override MappedValue Read(Record source, DateTimeOffset retrievedAt)
    {
        foreach (var path in paths)
        {
            var value = Given(source, path);
            if (!value.IsNone && codes is not null)
            {
                value = codes.Find(value);
            }

            foreach (var transform in transforms)
            {
                if (value.IsNone)
                {
                    break;
                }

                value = transform(value, retrievedAt);
            }

            if (!value.IsNone)
            {
                return confidence > 0 || value.Confidence > 0
                    ? value.Derived(confidence > 0 ? confidence : value.Confidence, path.Text)
                    : value;
            }
        }

        return default;
    }

    private static MappedValue Given(Record source, FieldPath path)
    {
        var value = source.GetValue(path);
        switch (value.Kind)
        {
            case RecordValueKind.String:
                return MappedValue.Of(value.AsString()!.Trim());
            case RecordValueKind.Number:
                return value.AsNumber() is { } number ? MappedValue.Of(number) : default;
            case RecordValueKind.Boolean:
                return MappedValue.Of(value.AsBoolean() == true);
            default:
                return default;
        }
    }
}
