using System.Text;
using Microsoft.Extensions.Logging;

namespace JobPilot.Plugins.Files;

/// <summary>Writes a table: one row a record, nested values as JSON text.</summary>
[Sink("csv", typeof(CsvSinkOptions), Description = "Writes a table for spreadsheets, with cells made harmless.")]
public sealed partial class CsvSink : ISink, ILeftBehind, IDisposable
{
    private readonly CsvSinkOptions _options;
    private readonly FieldPath[] _columns;
    private readonly MarkedFile _file;
    private readonly ByteBuffer _buffer = new();
    private readonly CsvWriter _writer;
    private readonly ILogger _logger;
    private bool _leftOut;

    /// <summary>Creates it; nothing is opened.</summary>
    /// <param name="options">Path and columns.</param>
    /// <param name="context">Resolves the path.</param>
    public CsvSink(CsvSinkOptions options, ComponentContext context)
    {
        _options = options;
        _columns = [.. options.Columns.Select(FieldPath.Parse)];
        _file = new MarkedFile(context.ResolvePath(options.Path));
        _writer = new CsvWriter(_buffer, options.Delimiter[0], options.Harmless);
        _logger = context.Logger;
    }

    /// <inheritdoc />
    public SinkOperations Operations => SinkOperations.Append;

    /// <inheritdoc />
    public string Location => _file.Path;

    /// <inheritdoc />
    public bool StartsAnew => _options.Mode == WriteMode.New;

    /// <inheritdoc />
    public ValueTask OpenAsync(SinkOpen open, CancellationToken cancellationToken)
    {
        _file.Open(open, _options.Mode);
        return default;
    }

    /// <inheritdoc />
    public ValueTask<WriteResult> WriteAsync(IReadOnlyList<Record> records, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _buffer.Clear();
        if (records.Count > 0 && _file.AtStart && _options.Header)
        {
            WriteHeader();
        }

        List<RejectedRow>? rejected = null;
        for (var i = 0; i < records.Count; i++)
        {
            var before = _buffer.Length;
            try
            {
                WriteRow(records[i]);
            }
            catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or System.Text.Json.JsonException)
            {
                _buffer.Length = before;
                _writer.Restart();
                (rejected ??= []).Add(new RejectedRow(i, $"It cannot be written as a row: {exception.Message}"));
            }
        }

        if (_buffer.Length > 0)
        {
            _file.Write(_buffer.Written);
        }

        return new(rejected is null ? WriteResult.Empty : new WriteResult { Rejected = rejected });
    }

    /// <inheritdoc />
    public ValueTask<string?> FlushAsync(CancellationToken cancellationToken) => new(_file.Flush());

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<Diagnostic>> CheckAsync(CancellationToken cancellationToken) => new([.. MarkedFile.Check(_file.Path)]);

    /// <inheritdoc />
    public ValueTask<LeftBehind?> FindLeftBehindAsync(string location, string mark, CancellationToken cancellationToken) => new(MarkedFile.FindLeftBehind(location, mark));

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();

    private void WriteHeader()
    {
        if (_options.ChangeColumns)
        {
            _writer.Text("_operation");
            _writer.Text("_key");
        }

        foreach (var column in _options.Columns)
        {
            _writer.Text(_options.Titles.GetValueOrDefault(column, column));
        }

        _writer.EndLine();
    }

    private void WriteRow(Record record)
    {
        if (record.Operation != RecordOperation.Upsert && !_options.ChangeColumns)
        {
            if (!_leftOut)
            {
                _leftOut = true;
                LogLeftOut(_file.Path);
            }

            return;
        }

        if (_options.ChangeColumns)
        {
            _writer.Raw(record.Operation switch { RecordOperation.Delete => "delete", RecordOperation.Patch => "patch", _ => "upsert" });
            _writer.Text(record.Key ?? "");
        }

        foreach (var column in _columns)
        {
            switch (record.GetKind(column))
            {
                case RecordValueKind.Missing or RecordValueKind.Null:
                    _writer.Raw("");
                    break;
                case RecordValueKind.String:
                    _writer.Text(record.GetString(column)!);
                    break;
                case RecordValueKind.Number or RecordValueKind.Boolean:
                    _writer.Raw(Encoding.UTF8.GetString(record.GetUtf8(column).Span));
                    break;
                default:
                    _writer.Text(Encoding.UTF8.GetString(record.GetUtf8(column).Span));
                    break;
            }
        }

        _writer.EndLine();
    }
}
