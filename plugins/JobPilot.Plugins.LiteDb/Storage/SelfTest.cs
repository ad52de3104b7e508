using JobPilot.Plugins.LiteDb.Files;
using LiteDB;
using LiteDB.Engine;

namespace JobPilot.Plugins.LiteDb.Storage;

/// <summary>
/// Rule 4 rests on one byte of LiteDB's log pages that is documented nowhere. Before a file is opened, two transactions and a rollback in
/// memory show that this build of LiteDB still writes it as expected.
/// </summary>
internal static class SelfTest
{
    private static readonly Lazy<string?> Once = new(() => Judge(Record()));

    /// <summary>What is wrong with this build of LiteDB; null where nothing is. Looked at once a process.</summary>
    public static string? Verdict() => Once.Value;

    /// <summary>Refuses a build of LiteDB whose log is not what the flush rules rest on.</summary>
    /// <exception cref="FaultException">The verdict is not null.</exception>
    public static void Require(string? verdict)
    {
        if (verdict is not null)
        {
            throw Faults.Fatal(
                ErrorCodes.SelfTest,
                $"This build of LiteDB writes its log differently ({verdict}), so commits could not be made durable.",
                "Put LiteDB.dll of version 5.0.20 back beside the plugin.");
        }
    }

    /// <summary>What is wrong with recorded pages; null where nothing is.</summary>
    internal static string? Judge(IReadOnlyList<(uint Transaction, byte Confirmed)> pages)
    {
        var transactions = pages.GroupBy(page => page.Transaction).ToList();
        if (transactions.Count < 2)
        {
            return $"{transactions.Count} transactions instead of at least 2";
        }

        foreach (var transaction in transactions)
        {
            var flags = transaction.Select(page => page.Confirmed).ToList();
            if (flags[^1] != 1 || flags.Take(flags.Count - 1).Any(flag => flag != 0))
            {
                return $"confirmation bytes {string.Join(' ', flags)} in one transaction";
            }
        }

        return null;
    }

    private static List<(uint Transaction, byte Confirmed)> Record()
    {
        using var log = new ProbeStream(new MemoryFile());
        using var data = new MemoryStream();
        using (var engine = new LiteEngine(new EngineSettings { DataStream = data, LogStream = log, Collation = Collation.Binary }))
        {
            for (var i = 0; i < 2; i++)
            {
                engine.BeginTrans();
                var rows = Enumerable.Range(i * 40, 40).Select(n => new BsonDocument { ["_id"] = n, ["text"] = new string('x', 900) });
                engine.Insert("probe", rows, BsonAutoId.Int32);
                engine.Commit();
            }

            engine.Checkpoint();
        }

        return log.Pages;
    }

    private sealed class ProbeStream(IPageFile file) : PageStream(file, new DiskFailure())
    {
        public List<(uint Transaction, byte Confirmed)> Pages { get; } = [];

        public override void Flush()
        {
        }

        public override void SetLength(long value) => File.SetLength(value);

        protected override void WriteAt(ReadOnlySpan<byte> data, long position)
        {
            Pages.Add((BitConverter.ToUInt32(data[14..]), data[LogStream.ConfirmedByte]));
            File.Write(data, position);
        }
    }
}
