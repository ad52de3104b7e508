using System.Text;

namespace JobPilot.Testing.Tests.Conformance;

/// <summary>A sink in memory, appending with marks or upserting without, that can have one flaw.</summary>
internal sealed class MemorySink : ISink, IDisposable
{
    private const int HugeBytes = 1_000_000;
    private static readonly FieldPath Title = FieldPath.Parse("title");

    public Flaw Flaw { get; init; }

    public bool ByKey { get; init; }

    public List<Record> Rows { get; } = [];

    public bool IsDisposed { get; set; }

    public SinkOperations Operations => Flaw == Flaw.NoOperation ? SinkOperations.Patch
        : ByKey ? SinkOperations.Upsert | SinkOperations.Patch | SinkOperations.Delete
        : SinkOperations.Append;

    public string Location => Flaw == Flaw.RelativeLocation ? "data/jobs" : "memory://jobs";

    public ValueTask OpenAsync(SinkOpen open, CancellationToken cancellationToken)
    {
        var marked = open.Mark is { } mark ? mark.Count(character => character == '|') : (int?)null;
        var keep = ByKey || Flaw == Flaw.NoCutBack || (open.NewRun && Flaw == Flaw.NewRunResumes) ? Rows.Count
            : open.NewRun ? 0
            : marked ?? (Flaw == Flaw.KeepsWithoutMark ? Rows.Count : 0);
        Rows.RemoveRange(keep, Rows.Count - keep);
        return default;
    }

    public ValueTask<WriteResult> WriteAsync(IReadOnlyList<Record> records, CancellationToken cancellationToken)
    {
        if (Flaw != Flaw.WritesThenCancels)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        if (records.Count == 0)
        {
            return Flaw == Flaw.ThrowsAtEmptyBatch ? throw new InvalidOperationException("Nothing to write.") : new(WriteResult.Empty);
        }

        var rejected = new List<RejectedRow>();
        foreach (var (index, record) in records.Index())
        {
            if (record.ToUtf8().Length > HugeBytes && Flaw is Flaw.ThrowsAtHugeRow or Flaw.DropsHugeRow or Flaw.RefusesWholeBatch)
            {
                if (Flaw == Flaw.RefusesWholeBatch)
                {
                    return new(new WriteResult { Rejected = [.. records.Select((_, at) => new RejectedRow(at, "too large"))] });
                }

                _ = Flaw == Flaw.ThrowsAtHugeRow ? throw new InvalidOperationException("Too large.") : 0;
                continue;
            }

            Write(record);
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (Flaw == Flaw.LosesLastRow)
        {
            Rows.RemoveAt(Rows.Count - 1);
        }

        return new(new WriteResult { Rejected = rejected });
    }

    public ValueTask<string?> FlushAsync(CancellationToken cancellationToken) =>
        new(ByKey ? null : new string('|', Rows.Count) + (Flaw == Flaw.HugeMark ? new string('.', 17_000) : ""));

    public ValueTask<IReadOnlyList<Diagnostic>> CheckAsync(CancellationToken cancellationToken) =>
        new(Flaw == Flaw.CheckWithoutMend ? [new Diagnostic("sink.odd", "Something is odd.")] : []);

    public void Dispose()
    {
        ObjectDisposedException.ThrowIf(IsDisposed && Flaw == Flaw.SecondDisposalThrows, this);
        IsDisposed = true;
    }

    private void Write(Record record)
    {
        if (Flaw == Flaw.ChangesRecords)
        {
            record.Set(Title, "changed");
        }

        var at = ByKey ? Rows.FindIndex(row => row.Key == record.Key) : -1;
        switch (record.Operation)
        {
            case RecordOperation.Upsert when at < 0 || Flaw == Flaw.InsertsAlways:
                Rows.Add(Encoded(record));
                break;
            case RecordOperation.Upsert when Flaw != Flaw.FirstVersionStands:
                Rows[at] = Encoded(record);
                break;
            case RecordOperation.Patch when at >= 0:
                Rows[at].Set(Title, record.GetString(Title));
                break;
            case RecordOperation.Patch when Flaw == Flaw.PatchInserts:
                Rows.Add(Encoded(record));
                break;
            case RecordOperation.Delete when at >= 0:
                Rows.RemoveAt(at);
                break;
            default:
                break;
        }
    }

    private Record Encoded(Record record)
    {
        var copy = record.Clone();
        if (Flaw == Flaw.AsciiOnly)
        {
            copy.Set(Title, Encoding.ASCII.GetString(Encoding.ASCII.GetBytes(copy.GetString(Title) ?? "")));
        }

        return copy;
    }
}
