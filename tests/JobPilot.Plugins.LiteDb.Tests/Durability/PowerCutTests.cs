using JobPilot.Plugins.LiteDb.Storage;
using LiteDB;

namespace JobPilot.Plugins.LiteDb.Tests.Durability;

public sealed class PowerCutTests
{
    private const int Transactions = 24;
    private const int RowsPerTransaction = 12;
    private const int Seeds = 4;

    /// <summary>A thousand states over all seeds; <c>JOBPILOT_TEST_CRASH_STATES=50000</c> asks for more.</summary>
    private static readonly int States = int.Parse(
        Environment.GetEnvironmentVariable("JOBPILOT_TEST_CRASH_STATES") ?? "1000", System.Globalization.CultureInfo.InvariantCulture) / Seeds;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Open_AfterAPowerCut_EveryAcknowledgedTransactionIsWholeAndNoOtherIsHalf(int seed)
    {
        var disk = ReferenceRun();
        var random = new Random(seed);
        for (var state = 0; state < States; state++)
        {
            var cut = random.Next(disk.Operations.Count + 1);
            var (data, log) = disk.CutAfter(cut, random);
            var acknowledged = disk.Acknowledged.Count(count => count <= cut);
            var database = DatabaseOpener.Open(SimulatedDisk.Paths, SimulatedDisk.Settings(), data, log);
            var found = Verify(database, $"seed {seed}, state {state}, cut after {cut} operations");
            Assert.True(found >= acknowledged, $"seed {seed}, state {state}: {acknowledged} acknowledged, {found} found");

            // The database that was found goes on.
            Commit(database, found + 1);
            Assert.Equal(found + 1, Verify(database, $"seed {seed}, state {state}, after one more"));
            database.Abandon();
        }
    }

    [Fact]
    public void Open_AfterAPowerCutDuringTheRecoveryOfAPowerCut_LosesNothing()
    {
        var disk = ReferenceRun();
        var random = new Random(5);
        for (var state = 0; state < 40; state++)
        {
            var cut = random.Next(disk.Operations.Count + 1);
            var (data, log) = disk.CutAfter(cut, random);
            var acknowledged = disk.Acknowledged.Count(count => count <= cut);

            // The first recovery is cut off wherever it stands: what it wrote is dropped or kept file by file.
            var operations = new List<DiskOperation>();
            var dataAgain = new RecordingFile("data", operations, Bytes(data));
            var logAgain = new RecordingFile("log", operations, Bytes(log));
            DatabaseOpener.Open(SimulatedDisk.Paths, SimulatedDisk.Settings(), dataAgain, logAgain).Abandon();
            foreach (var operation in operations.Take(random.Next(operations.Count + 1)))
            {
                var file = operation.File == "data" ? data : log;
                if (operation.Kind == "write")
                {
                    file.Write(operation.Data, operation.Offset);
                }
                else if (operation.Kind == "cut")
                {
                    file.SetLength(operation.Offset);
                }
            }

            var database = DatabaseOpener.Open(SimulatedDisk.Paths, SimulatedDisk.Settings(), data, log);
            Assert.True(Verify(database, $"state {state}") >= acknowledged);
            database.Abandon();
        }
    }

    private static SimulatedDisk ReferenceRun()
    {
        var disk = new SimulatedDisk();
        var database = disk.Open();
        for (var number = 1; number <= Transactions; number++)
        {
            Commit(database, number);
            disk.Acknowledged.Add(disk.Operations.Count);
            database.CheckpointIfLong();
        }

        Assert.Contains(disk.Operations, operation => operation is { File: "data", Kind: "write" });
        database.Abandon();
        return disk;
    }

    private static void Commit(Database database, int number) => database.Transact(engine =>
    {
        var rows = Enumerable.Range(0, RowsPerTransaction).Select(i => new BsonDocument
        {
            ["_id"] = $"{number * 7919 % 1000:D4}-{number:D4}-{i:D2}",
            ["number"] = number,
            ["text"] = new string((char)('a' + (number % 26)), 300 + (i * 400)),
        });
        engine.Insert("rows", rows, BsonAutoId.ObjectId);
        engine.Upsert("last", [new BsonDocument { ["_id"] = "last", ["number"] = number }], BsonAutoId.ObjectId);
    });

    /// <summary>Number of the last transaction; every one up to it is whole, and none after it left anything.</summary>
    private static int Verify(Database database, string state)
    {
        var last = database.Find("last", "last")?["number"].AsInt32 ?? 0;
        var rows = RowPages.ReadAll(database.Query, "rows").SelectMany(page => page).ToList();
        Assert.True(rows.Count == last * RowsPerTransaction, $"{state}: {rows.Count} rows after {last} transactions");
        foreach (var row in rows)
        {
            var number = row["number"].AsInt32;
            var i = int.Parse(row["_id"].AsString[^2..], System.Globalization.CultureInfo.InvariantCulture);
            Assert.True(row["text"].AsString == new string((char)('a' + (number % 26)), 300 + (i * 400)), $"{state}: row {row["_id"]} is not whole");
        }

        return last;
    }

    private static byte[] Bytes(JobPilot.Plugins.LiteDb.Files.MemoryFile file)
    {
        var bytes = new byte[file.Length];
        file.Read(bytes, 0);
        return bytes;
    }
}
