using System.Globalization;

namespace JobPilot.Engine.Tests.Fakes;

/// <summary>An appending sink with marks, as a file would be: what is behind the last mark can be lost or left over.</summary>
internal sealed class MarkedSink : ISink
{
    public List<string> Lines { get; } = [];

    public Func<Record, string?> RefuseRow { get; set; } = _ => null;

    public bool CountsRows { get; init; } = true;

    public int FailWrites { get; set; }

    public bool NewRun { get; private set; }

    public SinkOperations Operations => SinkOperations.Append;

    public string Location => "/marked";

    public ValueTask OpenAsync(SinkOpen open, CancellationToken cancellationToken)
    {
        NewRun = open.NewRun;
        var keep = open.NewRun || open.Mark is null ? 0 : int.Parse(open.Mark, CultureInfo.InvariantCulture);
        Lines.RemoveRange(keep, Lines.Count - keep);
        return default;
    }

    public ValueTask<WriteResult> WriteAsync(IReadOnlyList<Record> records, CancellationToken cancellationToken)
    {
        if (FailWrites > 0)
        {
            FailWrites--;
            throw new FaultException(FaultKind.Transient, "the file is locked");
        }

        var rejected = records.Select((record, index) => (Reason: RefuseRow(record), index)).Where(one => one.Reason is not null)
            .Select(one => new RejectedRow(one.index, one.Reason!)).ToList();
        Lines.AddRange(records.Where((_, index) => rejected.TrueForAll(one => one.Index != index)).Select(record => record.ToString()));
        return new(new WriteResult { Rejected = rejected, Counts = CountsRows ? new RowCounts { Inserted = records.Count - rejected.Count } : default });
    }

    public ValueTask<string?> FlushAsync(CancellationToken cancellationToken) => new(Lines.Count.ToString(CultureInfo.InvariantCulture));
}
