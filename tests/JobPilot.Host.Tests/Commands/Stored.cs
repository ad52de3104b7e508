using System.Text.Json.Nodes;
using LiteDB;
using Microsoft.Data.Sqlite;

namespace JobPilot.Host.Tests.Commands;

/// <summary>Reads what a pipeline has written, in an order that two runs can be compared by.</summary>
internal static class Stored
{
    /// <summary>Rows of every database and lines of every file beside the pipeline.</summary>
    public static string Rows(HostRun host)
    {
        var rows = Directory.EnumerateFiles(host.WorkingDirectory, "*.db").Where(path => !path.EndsWith("-log.db", StringComparison.Ordinal)).SelectMany(Database)
            .Concat(Directory.EnumerateFiles(host.WorkingDirectory, "out*.jsonl").SelectMany(File.ReadAllLines)).Order(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(rows);
        return string.Join('\n', rows);
    }

    /// <summary>Positions of a pipeline but those of back-fills.</summary>
    public static async Task<string> LiveStateAsync(HostRun host, string pipeline)
    {
        await host.InvokeAsync("state", "export", pipeline);
        return string.Join('\n', JsonNode.Parse(host.Out)!["splits"]!.AsArray().Select(split => split!.ToJsonString()).Where(split => !split.Contains("backfill", StringComparison.Ordinal)));
    }

    /// <summary>First column of a query on the state store, in the order of the query.</summary>
    public static List<string> State(HostRun host, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(host.WorkingDirectory, "state", "state.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    private static List<string> Database(string path)
    {
        using var database = new LiteDatabase(new ConnectionString { Filename = path, ReadOnly = true, Collation = Collation.Binary });
        return [.. database.GetCollection("jobs").FindAll().Select(row => LiteDB.JsonSerializer.Serialize(row))];
    }
}
