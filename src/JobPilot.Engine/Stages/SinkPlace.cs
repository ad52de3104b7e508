namespace JobPilot.Engine.Stages;

/// <summary>
/// Where a sink wrote when its mark was made. A mark says how far a file is committed, and nothing of another file: one that a pipeline names later under the same sink is not cut back to it.
/// Kept beside the marks, under a name that no sink has.
/// </summary>
internal static class SinkPlace
{
    /// <summary>What names of places begin with, among the marks of a home.</summary>
    public const string Prefix = "@at/";

    /// <summary>Name under which the place of a sink is kept.</summary>
    public static string KeyOf(string sink) => Prefix + sink;

    /// <summary>A sink's mark with its place.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Marks(string sink, string mark, string location) => [new(sink, mark), new(KeyOf(sink), location)];

    /// <summary>The place of which a sink's mark speaks, where that is another than it has now; null where it is the same or not known.</summary>
    public static string? Other(IReadOnlyDictionary<string, string> marks, string sink, string location) =>
        marks.GetValueOrDefault(KeyOf(sink)) is { Length: > 0 } place && place != location ? place : null;

    /// <summary>The mark of a sink at its place; null where there is none, or where it speaks of another place.</summary>
    public static string? MarkAt(IReadOnlyDictionary<string, string> marks, string sink, string location) =>
        Other(marks, sink, location) is null ? marks.GetValueOrDefault(sink) : null;

    /// <summary>What stands behind a mark at a place that is no longer the sink's; null where the sink cannot tell. A look that fails must end no run.</summary>
    public static async ValueTask<LeftBehind?> FindLeftBehindAsync(ISink sink, string place, string mark, CancellationToken cancellationToken)
    {
        try
        {
            return sink is ILeftBehind looking ? await looking.FindLeftBehindAsync(place, mark, cancellationToken).ConfigureAwait(false) : null;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
