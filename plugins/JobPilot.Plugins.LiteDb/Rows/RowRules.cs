namespace JobPilot.Plugins.LiteDb.Rows;

/// <summary>How the records of one sink become rows. Immutable.</summary>
internal sealed class RowRules
{
    /// <summary>LiteDB holds 2,047 pages a document, which is 16.6 MB; what the plugin adds needs room too.</summary>
    public const int MaxRowBytes = 16_000_000;

    public required string Collection { get; init; }

    public required FieldPath Key { get; init; }

    public required IReadOnlyList<IndexDefinition> Indexes { get; init; }

    public required IgnoredFields Ignored { get; init; }

    public required bool Times { get; init; }

    public static RowRules Create(LiteDbOptions options) => new()
    {
        Collection = options.Collection,
        Key = FieldPath.Parse(options.Key),
        Indexes = IndexDefinition.Parse(options),
        Ignored = IgnoredFields.Parse(options.HashIgnore),
        Times = options.Times,
    };
}
