using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using JobPilot.Plugins.LiteDb;
using JobPilot.Testing;
using LiteDB;

namespace JobPilot.Benchmarks.LiteDb;

/// <summary>
/// Times the LiteDB sink against LiteDB's own <c>Upsert</c>: postings of about 4 KB, 1,000 a transaction, on the same disk. Arguments: records
/// of the sink (100,000), records of stock LiteDB (5,000), folder (the temporary one).
/// </summary>
public static class LiteDbBenchmark
{
    private const int BatchSize = 1000;

    /// <summary>Runs and prints a table of rates and ratios.</summary>
    /// <param name="args">Records of the sink, records of stock LiteDB, folder; each may be left out.</param>
    public static async Task RunAsync(string[] args)
    {
        var records = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100_000;
        var stockRecords = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5_000;
        var folder = Path.Combine(args.Length > 2 ? args[2] : Path.GetTempPath(), $"litedb-benchmark-{Environment.ProcessId}");
        Directory.CreateDirectory(folder);
        try
        {
            // Compiled before it is timed.
            RunStock(Path.Combine(folder, "warm-stock.db"), BatchSize);
            await RunSinkAsync(Path.Combine(folder, "warm-sink.db"), 2 * BatchSize);
            var stock = RunStock(Path.Combine(folder, "stock.db"), stockRecords);
            var sink = Path.Combine(folder, "sink.db");
            var first = await RunSinkAsync(sink, records);
            var second = await RunSinkAsync(sink, records);
            var head = first.Batches.Take(Math.Max(1, stockRecords / BatchSize)).Average();
            var tenth = Math.Max(1, first.Batches.Count / 10);
            Print("stock Upsert, records/s", stock.Rate);
            Print("sink, first run, records/s", first.Rate);
            Print("sink, first run over stock (same number of records)", BatchSize / head / stock.Rate);
            Print("sink, run over unchanged records, records/s", second.Rate);
            Print("unchanged over first run", second.Rate / first.Rate);
            Print("rate of the last tenth over the first", first.Batches.Take(tenth).Average() / first.Batches.TakeLast(tenth).Average());
            Print("peak of the process, MB", Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0);
            Print("file, MB", new FileInfo(sink).Length / 1048576.0);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Postings that differ from record to record and are the same in every run.</summary>
    internal static Record Posting(int number)
    {
        var random = new Random(number);
        var text = new StringBuilder(3200);
        while (text.Length < 3000)
        {
            for (var length = random.Next(3, 11); length > 0; length--)
            {
                text.Append((char)('a' + random.Next(26)));
            }

            text.Append(' ');
        }

        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"posting {number}")));
        var record = Record.FromJson(new JsonObject
        {
            ["id"] = id,
            ["title"] = $"Title {random.Next(500)}",
            ["company"] = new JsonObject { ["name"] = $"Company {random.Next(2000)}", ["website"] = null },
            ["date_posted"] = $"2026-{random.Next(1, 13):D2}-{random.Next(1, 29):D2}",
            ["salary"] = new JsonObject { ["min"] = random.Next(30000, 90000), ["max"] = random.NextDouble() * 100000 },
            ["skills"] = new JsonArray([.. Enumerable.Range(0, 12).Select(_ => (JsonNode)$"skill {random.Next(300)}")]),
            ["remote"] = random.Next(2) == 0,
            ["description"] = text.ToString(),
            ["source"] = new JsonObject { ["name"] = "benchmark", ["retrieved_at"] = "2026-01-15T12:00:00Z" },
        });
        record.Key = id;
        return record;
    }

    private static (double Rate, List<double> Batches) RunStock(string path, int records)
    {
        using var database = new LiteDatabase($"Filename={path};Collation=/None");
        var collection = database.GetCollection("jobs");
        collection.EnsureIndex("date_posted");
        var batches = new List<double>();
        for (var start = 0; start < records; start += BatchSize)
        {
            var rows = Enumerable.Range(start, BatchSize).Select(number => ToBson(Posting(number))).ToList();
            var watch = Stopwatch.StartNew();
            collection.Upsert(rows);
            batches.Add(watch.Elapsed.TotalSeconds);
        }

        return (records / batches.Sum(), batches);
    }

    private static async Task<(double Rate, List<double> Batches)> RunSinkAsync(string path, int records)
    {
        var options = new LiteDbOptions { Path = path, Indexes = ["date_posted"] };
        await using var sink = new LiteDbSink(options, TestContext.Create());
        var claim = await sink.ClaimAsync(new ClaimRequest("benchmark", ["all"], 0), CancellationToken.None);
        var batches = new List<double>();
        var number = claim.LastCommit;
        for (var start = 0; start < records; start += BatchSize)
        {
            var rows = Enumerable.Range(start, BatchSize).Select(Posting).ToList();
            var watch = Stopwatch.StartNew();
            var split = new SplitCommit("all", claim.Epochs["all"], new SplitState { Position = $"{start}" });
            var result = await sink.CommitAsync(new Commit("benchmark", ++number, [split]) { Rows = rows }, CancellationToken.None);
            batches.Add(watch.Elapsed.TotalSeconds);
            if (result.Status != CommitStatus.Committed)
            {
                throw new InvalidOperationException($"{result.Status}: {result.Reason}");
            }
        }

        return (records / batches.Sum(), batches);
    }

    private static BsonDocument ToBson(Record record)
    {
        var row = LiteDB.JsonSerializer.Deserialize(record.ToString()).AsDocument;
        row["_id"] = record.Key;
        return row;
    }

    private static void Print(string what, double value) => Console.WriteLine($"{what,-55}{value,12:N2}");
}
