namespace JobPilot.Plugins.Jobs.MapJob.Rules;

/// <summary>
/// <c>from: [path, ...]</c> with <c>codes</c> and <c>as</c>: the first path whose value, so changed, is anything. Blank texts are nothing.
/// </summary>
internal sealed class FieldRule(FieldPath[] paths, CodeTable? codes, Transform[] transforms, double confidence) : MappingRule
{
    /// <summary>Whether a text comes out as it went in: then it need not be decoded.</summary>
    private readonly bool _keepsTexts = codes is null && transforms.All(Transforms.KeepsTexts);

    public override MappedValue Read(Record source, DateTimeOffset retrievedAt)
    {
        foreach (var path in paths)
        {
            var value = Read(source, path, retrievedAt);
            if (!value.IsNone)
            {
                return confidence > 0 || value.Confidence > 0
                    ? value.Derived(confidence > 0 ? confidence : value.Confidence, path.Text)
                    : value;
            }
        }

        return default;
    }

    public override MappedFrom? Trace(Record? source, DateTimeOffset retrievedAt, ReadOnlySpan<string> part)
    {
        if (!part.IsEmpty)
        {
            return null;
        }

        var read = source is null ? paths : [.. paths.Where(path => !Read(source, path, retrievedAt).IsNone).Take(1)];
        return read.Length == 0 ? null : new MappedFrom
        {
            Paths = [.. read.Select(path => path.Text)],
            Changes = [.. codes is null ? [] : new[] { "codes" }, .. transforms.Select(Transforms.NameOf)],
            Confidence = confidence,
        };
    }

    private MappedValue Read(Record source, FieldPath path, DateTimeOffset retrievedAt)
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

        return value;
    }

    private MappedValue Given(Record source, FieldPath path)
    {
        var value = source.GetValue(path);
        switch (value.Kind)
        {
            case RecordValueKind.String:
                return _keepsTexts && PlainText.TryTake(value.Utf8Memory, out var quoted) ? MappedValue.OfPlain(quoted) : MappedValue.Of(value.AsTrimmedString() is { } text ? PlainText.Trim(text) : null);
            case RecordValueKind.Number:
                return value.AsNumber() is { } number ? MappedValue.Of(number) : default;
            case RecordValueKind.Boolean:
                return MappedValue.Of(value.AsBoolean() == true);
            default:
                return default;
        }
    }
}
