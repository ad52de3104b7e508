using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace JobPilot.State;

public sealed partial class StateStore
{
    private const int ExpiredAtOnce = 100;
    private long? _cachedBytes;

    /// <inheritdoc />
    public async ValueTask<SourceResponse?> GetAsync(string key, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var stored = await _database.ReadAsync(
            connection => connection.Sqlite.Query(
                "SELECT status, headers, retrieved, length, compressed, body FROM responses WHERE key = @key AND expires > @now",
                row => new StoredResponse(
                    row.GetInt32(0), row.GetString(1), row.GetInt64(2), row.GetInt32(3), row.GetBoolean(4), (byte[])row[5]),
                ("@key", key), ("@now", now.UtcTicks)).FirstOrDefault(),
            null, cancellationToken);
        return stored is null ? null : Unpack(stored);
    }

    /// <inheritdoc />
    /// <remarks>
    /// Headers that set a cookie are left out. An answer that alone would take a quarter of <see cref="MaxCachedBytes"/> is not kept.
    /// </remarks>
    public async ValueTask PutAsync(string key, SourceResponse response, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        var (body, compressed) = BodyCompression.Pack(response.Body.Span);
        var headers = JsonSerializer.Serialize(
            response.Headers.Where(header => !header.Key.StartsWith("set-cookie", StringComparison.OrdinalIgnoreCase)).ToDictionary(),
            ResponseHeadersJson.Default.DictionaryStringString);
        var size = body.Length + headers.Length + key.Length + 100L;
        if (size > MaxCachedBytes / 4)
        {
            return;
        }

        var stored = new StoredResponse(
            response.Status, headers, response.RetrievedAt.UtcTicks, response.Body.Length, compressed, body);
        await _database.WriteAsync(connection => Put(connection.Sqlite, key, stored, size, expiresAt), cancellationToken);
    }

    private long Put(SqliteConnection sqlite, string key, StoredResponse response, long size, DateTimeOffset expiresAt)
    {
        var total = _cachedBytes ?? sqlite.Scalar<long>("SELECT coalesce(sum(size), 0) FROM responses");
        total -= Removed(sqlite, "key = @key", ("@key", key));
        total -= Removed(
            sqlite, "id IN (SELECT id FROM responses WHERE expires <= @now ORDER BY expires LIMIT @count)",
            ("@now", _time.GetUtcNow().UtcTicks), ("@count", ExpiredAtOnce));
        while (total + size > MaxCachedBytes)
        {
            var removed = Removed(sqlite, "id IN (SELECT id FROM responses ORDER BY expires, id LIMIT @count)", ("@count", ExpiredAtOnce));
            total = removed == 0 ? 0 : total - removed;
        }

        sqlite.Execute(
            "INSERT INTO responses VALUES (NULL, @key, @expires, @size, @status, @headers, @retrieved, @length, @compressed, @body)",
            ("@key", key), ("@expires", expiresAt.UtcTicks), ("@size", size), ("@status", response.Status), ("@headers", response.Headers),
            ("@retrieved", response.Retrieved), ("@length", response.Length), ("@compressed", response.Compressed), ("@body", response.Body));
        _cachedBytes = total + size;
        return total;
    }

    private static long Removed(SqliteConnection sqlite, string where, params (string Name, object? Value)[] values) =>
        sqlite.Query($"DELETE FROM responses WHERE {where} RETURNING size", row => row.GetInt64(0), values).Sum();

    private SourceResponse Unpack(StoredResponse stored)
    {
        try
        {
            return new SourceResponse(
                stored.Status,
                new Dictionary<string, string>(
                    JsonSerializer.Deserialize(stored.Headers, ResponseHeadersJson.Default.DictionaryStringString) ?? [], StringComparer.OrdinalIgnoreCase),
                stored.Compressed ? BodyCompression.Unpack(stored.Body, stored.Length) : stored.Body,
                new DateTimeOffset(stored.Retrieved, TimeSpan.Zero))
            {
                FromCache = true,
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException)
        {
            throw StateFaults.Corrupt(Location, "a cached answer cannot be read", exception);
        }
    }

    private sealed record StoredResponse(int Status, string Headers, long Retrieved, int Length, bool Compressed, byte[] Body);
}
