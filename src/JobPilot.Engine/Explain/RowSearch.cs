namespace JobPilot.Engine.Explain;

/// <summary>Looks for listings in the rows of a pipeline's home. Only reads.</summary>
/// <param name="plan">A plan whose sinks are made.</param>
public sealed class RowSearch(PipelinePlan plan)
{
    /// <summary>Listings that are named where several fit.</summary>
    public const int MostFound = 6;

    private const int PageSize = 1000;
    private static readonly FieldPath SourceUrl = FieldPath.Parse("source.url");
    private static readonly FieldPath Apply = FieldPath.Parse("apply");
    private static readonly FieldPath OtherSources = FieldPath.Parse("duplicates.other_sources");

    /// <summary>Where the rows are; null where no sink can show rows.</summary>
    public string? Location => plan.HomeSink is { Sink: IRowReader } home ? home.Sink.Location : null;

    /// <summary>Finds a listing by its id, by how its id begins, or by its URL (of the posting, or to apply at).</summary>
    /// <param name="name">Id, beginning of an id, or URL.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>
    /// What fits, at most <see cref="MostFound"/>: rows before listings that were merged into one; a whole id alone. Empty where nothing fits, or there are no rows.
    /// </returns>
    /// <exception cref="FaultException">The rows cannot be read.</exception>
    public async Task<IReadOnlyList<FoundRow>> FindAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (plan.HomeSink is not { Sink: IRowReader reader and ICommitStore store }
            || (await store.PeekAsync(plan.Run.Pipeline, cancellationToken).ConfigureAwait(false)).HomeId.Length == 0)
        {
            return [];
        }

        if (!name.Contains("://", StringComparison.Ordinal) && await FindByIdAsync(reader, name, cancellationToken).ConfigureAwait(false) is { Count: > 0 } rows)
        {
            return rows;
        }

        return await ScanAsync(reader, name, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The runs that met a row, as far as the home keeps that, the oldest first.</summary>
    /// <param name="key">Key of the row.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="FaultException">What is kept is damaged.</exception>
    public async Task<IReadOnlyList<RowRun>> RunsOfAsync(string key, CancellationToken cancellationToken) =>
        plan.HomeSink?.Sink is IUndoStore store ? await store.ReadRowRunsAsync(plan.Run.Pipeline, key, cancellationToken).ConfigureAwait(false) : [];

    private static async Task<IReadOnlyList<FoundRow>> FindByIdAsync(IRowReader reader, string name, CancellationToken cancellationToken)
    {
        var whole = await reader.FindRowsAsync([name], cancellationToken).ConfigureAwait(false);
        var rows = whole.Count > 0 ? whole : await reader.ReadRowsAsync(name, MostFound, cancellationToken).ConfigureAwait(false);
        return [.. rows.Where(row => row.Key!.StartsWith(name, StringComparison.Ordinal)).Select(row => new FoundRow { Key = row.Key!, Row = row })];
    }

    /// <summary>URLs, and listings that have no row of their own: every row is looked at.</summary>
    private static async Task<IReadOnlyList<FoundRow>> ScanAsync(IRowReader reader, string name, CancellationToken cancellationToken)
    {
        var isUrl = name.Contains("://", StringComparison.Ordinal);
        var own = new List<FoundRow>();
        var merged = new List<FoundRow>();
        string? after = null;
        while (await reader.ReadRowsAsync(after, PageSize, cancellationToken).ConfigureAwait(false) is { Count: > 0 } page)
        {
            foreach (var row in page)
            {
                if (isUrl && HasUrl(row, name))
                {
                    own.Add(new FoundRow { Key = row.Key!, Row = row });
                }

                merged.AddRange(Merged(row, name, isUrl));
            }

            after = page[^1].Key;
        }

        var whole = merged.Where(one => one.Key == name).Take(1).ToList();
        return [.. (whole.Count > 0 ? whole : own.Count > 0 ? own : merged).Take(MostFound)];
    }

    private static bool HasUrl(Record row, string url)
    {
        if (row.GetString(SourceUrl) == url)
        {
            return true;
        }

        var apply = row.GetValue(Apply);
        for (var i = 0; i < (apply.Kind == RecordValueKind.Array ? apply.Count : 0); i++)
        {
            if (Field(apply[i], "url") == url)
            {
                return true;
            }
        }

        return false;
    }

    private static List<FoundRow> Merged(Record row, string name, bool isUrl)
    {
        var found = new List<FoundRow>();
        var sources = row.GetValue(OtherSources);
        for (var i = 0; i < (sources.Kind == RecordValueKind.Array ? sources.Count : 0); i++)
        {
            if (Field(sources[i], "id") is { } id && (isUrl ? Field(sources[i], "url") == name : id.StartsWith(name, StringComparison.Ordinal)))
            {
                found.Add(new FoundRow { Key = id, Row = row });
            }
        }

        return found;
    }

    private static string? Field(RecordValue value, string name)
    {
        for (var i = 0; i < (value.Kind == RecordValueKind.Object ? value.Count : 0); i++)
        {
            if (value.NameAt(i) == name)
            {
                return value[i].AsString();
            }
        }

        return null;
    }
}
