using Microsoft.Data.Sqlite;

namespace JobPilot.State;

public sealed partial class StateStore
{
    // A run that has not ended has no summary yet: the counts of its last commit stand in, if this store is its home.
    private const string RunColumns = """
        SELECT id, pipeline, environment, started, ended, outcome, details,
            CASE WHEN outcome = 'running' THEN coalesce((SELECT counts FROM owners WHERE owners.run = runs.id), summary) ELSE summary END
        FROM runs
        """;

    /// <inheritdoc />
    public async ValueTask BeginAsync(RunInfo run, string details, CancellationToken cancellationToken) => await _database.WriteAsync(
        connection =>
        {
            CloseInterrupted(connection, run.Pipeline);
            return connection.Sqlite.Execute(
                "INSERT INTO runs VALUES (@id, @pipeline, @environment, @started, NULL, 'running', @details, '{}')",
                ("@id", run.Id), ("@pipeline", run.Pipeline), ("@environment", run.Environment), ("@started", run.StartedAt.UtcTicks),
                ("@details", details));
        },
        cancellationToken);

    /// <inheritdoc />
    public async ValueTask EndAsync(
        RunInfo run, string outcome, DateTimeOffset endedAt, string summary, CancellationToken cancellationToken) => await _database.WriteAsync(
            connection => connection.Sqlite.Execute(
                "UPDATE runs SET ended = @ended, outcome = @outcome, summary = @summary WHERE id = @id",
                ("@ended", endedAt.UtcTicks), ("@outcome", outcome), ("@summary", summary), ("@id", run.Id)),
            cancellationToken);

    /// <summary>Closes entries that a kill left open as <c>interrupted</c>. Whoever calls it holds the pipeline's lock, so that none of them still runs.</summary>
    /// <param name="pipeline">Name of the pipeline.</param>
    /// <param name="cancellationToken">Cancels before it begins.</param>
    public async ValueTask CloseInterruptedAsync(string pipeline, CancellationToken cancellationToken) =>
        await _database.WriteAsync(connection => CloseInterrupted(connection, pipeline), cancellationToken);

    /// <summary>Notes that a run was taken back: it stays in the list, with the outcome <c>undone</c>; its details say when, and what its outcome was.</summary>
    /// <param name="id">Id of the run; one that is not in the list, or marked already, is left as it is.</param>
    /// <param name="at">When, UTC.</param>
    /// <param name="cancellationToken">Cancels before it begins.</param>
    public async ValueTask MarkUndoneAsync(string id, DateTimeOffset at, CancellationToken cancellationToken) => await _database.WriteAsync(
        connection => connection.Sqlite.Execute(
            """
            UPDATE runs SET outcome = 'undone', details = json_set(details, '$.undone', json_object('at', @at, 'outcome', outcome))
            WHERE id = @id AND outcome <> 'undone'
            """,
            ("@id", id), ("@at", at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture))),
        cancellationToken);

    /// <summary>Lists runs, the newest first.</summary>
    /// <param name="pipeline">Name of the pipeline; null for all.</param>
    /// <param name="count">At most this many.</param>
    /// <param name="cancellationToken">Cancels before it begins.</param>
    public async ValueTask<IReadOnlyList<RunEntry>> ListRunsAsync(string? pipeline, int count, CancellationToken cancellationToken) =>
        await _database.ReadAsync(
            connection => connection.Sqlite.Query(
                $"{RunColumns} WHERE @pipeline IS NULL OR pipeline = @pipeline ORDER BY started DESC, id DESC LIMIT @count",
                ReadRun, ("@pipeline", pipeline), ("@count", count)),
            [], cancellationToken);

    /// <summary>Finds a run.</summary>
    /// <param name="id">Id of the run.</param>
    /// <param name="cancellationToken">Cancels before it begins.</param>
    /// <returns>The run; null where there is none.</returns>
    public ValueTask<RunEntry?> GetRunAsync(string id, CancellationToken cancellationToken) => _database.ReadAsync(
        connection => connection.Sqlite.Query($"{RunColumns} WHERE id = @id", ReadRun, ("@id", id)).FirstOrDefault(), null, cancellationToken);

    private static int CloseInterrupted(StateConnection connection, string pipeline) => connection.Sqlite.Execute(
        """
        UPDATE runs SET outcome = 'interrupted', summary = coalesce((SELECT counts FROM owners WHERE owners.run = runs.id), summary)
        WHERE pipeline = @pipeline AND outcome = 'running'
        """,
        ("@pipeline", pipeline));

    private static RunEntry ReadRun(SqliteDataReader row) => new()
    {
        Id = row.GetString(0),
        Pipeline = row.GetString(1),
        Environment = row.GetString(2),
        StartedAt = new DateTimeOffset(row.GetInt64(3), TimeSpan.Zero),
        EndedAt = row.IsDBNull(4) ? null : new DateTimeOffset(row.GetInt64(4), TimeSpan.Zero),
        Outcome = row.GetString(5),
        Details = row.GetString(6),
        Summary = row.GetString(7),
    };
}
