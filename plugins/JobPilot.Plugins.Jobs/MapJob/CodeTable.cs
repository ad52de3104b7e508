namespace JobPilot.Plugins.Jobs.MapJob;

/// <summary>Codes of the source and what they mean; upper and lower case are the same. An unknown code is nothing, or <c>other</c>.</summary>
internal sealed class CodeTable(Dictionary<string, MappedValue> meanings, MappedValue other)
{
    public MappedValue Find(MappedValue code) =>
        code.AsText() is { } text && meanings.TryGetValue(text, out var meaning) ? meaning : other;
}
