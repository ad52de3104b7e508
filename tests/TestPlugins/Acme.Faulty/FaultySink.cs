using System.Globalization;
using System.Text;
using JobPilot;

[assembly: JobPilotPlugin(1, 0)]

namespace Acme.Faulty;

/// <summary>A file with marks, as a careful sink would keep it, in which things go wrong as told.</summary>
[Sink("faulty", typeof(FaultyOptions))]
public sealed class FaultySink(FaultyOptions options, ComponentContext context) : ISink, IDisposable
{
    private FileStream? _file;
    private int _rows;
    private int _mishaps;

    public SinkOperations Operations => SinkOperations.Append;

    public string Location { get; } = context.ResolvePath(options.Path);

    public ValueTask OpenAsync(SinkOpen open, CancellationToken cancellationToken)
    {
        if (options.Mishap == Mishap.Open)
        {
            throw new FaultException(FaultKind.Fatal, $"{Location} is out of reach.") { Code = "acme.closed" };
        }

        _file ??= new FileStream(Location, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        _file.SetLength(open.Mark is { } mark ? long.Parse(mark, CultureInfo.InvariantCulture) : 0);
        _file.Seek(0, SeekOrigin.End);
        return default;
    }

    public async ValueTask<WriteResult> WriteAsync(IReadOnlyList<Record> records, CancellationToken cancellationToken)
    {
        if (options.Mishap == Mishap.OutOfMemory && records.Count > options.Most)
        {
            throw new OutOfMemoryException();
        }

        if (_rows + records.Count > options.After && options.Mishap is Mishap.Write or Mishap.Hang or Mishap.Bug && GoesWrong())
        {
            await GoWrongAsync(cancellationToken);
        }

        foreach (var record in records)
        {
            _file!.Write(Encoding.UTF8.GetBytes($"{(record.Operation == RecordOperation.Upsert ? record.ToString() : $"{record.Operation} {record.Key}")}\n"));
        }

        _rows += records.Count;
        return new WriteResult { Counts = new RowCounts { Inserted = records.Count } };
    }

    public ValueTask<string?> FlushAsync(CancellationToken cancellationToken)
    {
        if (options.Mishap == Mishap.Flush && _rows > options.After && GoesWrong())
        {
            throw Busy();
        }

        _file!.Flush(flushToDisk: true);
        return new(_file.Length.ToString(CultureInfo.InvariantCulture));
    }

    public void Dispose() => _file?.Dispose();

    private bool GoesWrong() => options.Times == 0 || _mishaps++ < options.Times;

    private async Task GoWrongAsync(CancellationToken cancellationToken)
    {
        switch (options.Mishap)
        {
            case Mishap.Hang:
                // Heeds nothing, as the worst of them do.
                await Task.Delay(Timeout.Infinite, CancellationToken.None);
                break;
            case Mishap.Bug:
                throw new InvalidOperationException($"The moon is full.{(cancellationToken.IsCancellationRequested ? "" : " Really.")}");
            default:
                throw Busy();
        }
    }

    private FaultException Busy() => new(FaultKind.Transient, $"{Location}: the database is busy.") { Code = "acme.busy" };
}
