using LiteDB;

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

    private static List<string> Database(string path)
    {
        using var database = new LiteDatabase(new ConnectionString { Filename = path, ReadOnly = true, Collation = Collation.Binary });
        return [.. database.GetCollection("jobs").FindAll().Select(row => JsonSerializer.Serialize(row))];
    }
}
