using System.Globalization;
using System.Text;
using JobPilot;
using JobPilot.Plugins.LiteDb;
using JobPilot.Testing;

// Commits numbered transactions until it is killed, and prints the number of each that was acknowledged. A transaction holds rows of its own
// and changes one row that all share, so that half of one would show.
var path = args[0];
var rowsPerCommit = int.Parse(args[1], CultureInfo.InvariantCulture);
var options = new LiteDbOptions { Path = path, Indexes = ["batch"], CheckpointBytes = 1 << 20 };
await using var sink = new LiteDbSink(options, TestContext.Create());
var claim = await sink.ClaimAsync(new ClaimRequest("committer", ["split"], 0), CancellationToken.None);
Console.WriteLine($"start {claim.LastCommit}");
for (var number = claim.LastCommit + 1; ; number++)
{
    var rows = Enumerable.Range(0, rowsPerCommit).Select(i => Row($"{number:D6}-{i:D4}", number, i * 37)).ToList();
    rows.Add(Row("shared", number, 2000));
    var split = new SplitCommit("split", claim.Epochs["split"], new SplitState { Position = number.ToString(CultureInfo.InvariantCulture) });
    var result = await sink.CommitAsync(
        new Commit("committer", number, [split]) { Rows = rows, Journal = Encoding.UTF8.GetBytes($"journal {number}"), JournalTrim = number - 5 },
        CancellationToken.None);
    if (result.Status != CommitStatus.Committed)
    {
        Console.Error.WriteLine($"{result.Status}: {result.Reason}");
        return 1;
    }

    Console.WriteLine($"ack {number}");
    Console.Out.Flush();
}

static Record Row(string id, long batch, int length)
{
    var record = Record.Create(id);
    record.Set(FieldPath.Parse("id"), id);
    record.Set(FieldPath.Parse("batch"), batch);
    record.Set(FieldPath.Parse("text"), new string((char)('a' + (batch % 26)), length));
    return record;
}
