using System.Globalization;

namespace JobPilot.Engine.Tests.Fakes;

/// <summary>An appending sink with marks, as a file would be: what is behind the last mark can be lost or left over.</summary>
internal sealed class MarkedSink : ISink
{
    public List<string> Lines { get; } = [];

    public Func<Record, string?> RefuseRow { get; set; } = _ => null;

    public bool CountsRows { get; init; } = true;

    public int FailWrites { get; set; }

    /// <summary>Called before each opening, writing and flushing, with its name: throw to fail there, or take time.</summary>
    public Func<string, Task> Before { get; set; } = _ => Task.CompletedTask;

    public bool StartsAnew { get; init; }

    public bool NewRun { get; private set; }

    public SinkOperations Operations => SinkOperations.Append;

    public string Location { get; init; } = "/marked";

    public async ValueTask OpenAsync(SinkOpen open, CancellationToken cancellationToken)
    {
        await Before("open");
        NewRun = open.NewRun;
        var keep = open.NewRun || open.Mark is null ? 0 : int.Parse(open.Mark, CultureInfo.InvariantCulture);
        Lines.RemoveRange(keep, Lines.Count - keep);
    }

    public async ValueTask<WriteResult> WriteAsync(IReadOnlyList<Record> records, CancellationToken cancellationToken)
    {
        await Before("write");
        if (FailWrites > 0)
        {
            FailWrites--;
            throw new FaultException(FaultKind.Transient, "the file is locked");
        }

        var rejected = records.Select((record, index) => (Reason: RefuseRow(record), index)).Where(one => one.Reason is not null)
            .Select(one => new RejectedRow(one.index, one.Reason!)).ToList();
        Lines.AddRange(records.Where((_, index) => rejected.TrueForAll(one => one.Index != index)).Select(Line));
        return new WriteResult { Rejected = rejected, Counts = CountsRows ? new RowCounts { Inserted = records.Count - rejected.Count } : default };
    }

    public async ValueTask<string?> FlushAsync(CancellationToken cancellationToken)
    {
        await Before("flush");
        return Lines.Count.ToString(CultureInfo.InvariantCulture);
    }

    private static string Line(Record record) => record.Operation == RecordOperation.Delete ? $"delete {record.Key}" : record.ToString();
}
