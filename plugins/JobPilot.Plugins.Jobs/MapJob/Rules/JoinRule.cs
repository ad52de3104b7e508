namespace JobPilot.Plugins.Jobs.MapJob.Rules;

/// <summary><c>join: [path, ...], with: ", "</c>: the texts that are there, joined.</summary>
internal sealed class JoinRule(FieldRule[] parts, string separator) : MappingRule
{
    public override MappedValue Read(Record source, DateTimeOffset retrievedAt)
    {
        string? joined = null;
        foreach (var part in parts)
        {
            if (part.Read(source, retrievedAt).AsText() is { } text)
            {
                joined = joined is null ? text : joined + separator + text;
            }
        }

        return MappedValue.Of(joined);
    }

    public override MappedFrom? Trace(Record? source, DateTimeOffset retrievedAt, ReadOnlySpan<string> part) =>
        part.IsEmpty ? MappedFrom.Join(parts.Select(one => one.Trace(source, retrievedAt, []))) : null;
}
