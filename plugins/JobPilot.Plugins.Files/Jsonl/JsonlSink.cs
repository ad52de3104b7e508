using System.Text.Json;

namespace JobPilot.Plugins.Files;

/// <summary>Writes one JSON object a line.</summary>
/// <param name="options">Path and mode.</param>
/// <param name="context">Resolves the path.</param>
[Sink("jsonl", typeof(JsonlSinkOptions), Description = "Writes one JSON object a line.")]
public sealed class JsonlSink(JsonlSinkOptions options, ComponentContext context) : ISink, ILeftBehind, IDisposable
{
    private readonly MarkedFile _file = new(context.ResolvePath(options.Path));
    private readonly ByteBuffer _buffer = new();
    private Utf8JsonWriter? _writer;

    /// <inheritdoc />
    public SinkOperations Operations => SinkOperations.Append;

    /// <inheritdoc />
    public string Location => _file.Path;

    /// <inheritdoc />
    public bool StartsAnew => options.Mode == WriteMode.New;

    /// <inheritdoc />
    public ValueTask OpenAsync(SinkOpen open, CancellationToken cancellationToken)
    {
        _file.Open(open, options.Mode);
        return default;
    }

    /// <inheritdoc />
    public ValueTask<WriteResult> WriteAsync(IReadOnlyList<Record> records, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _buffer.Clear();
        _writer ??= new Utf8JsonWriter(_buffer, RecordJson.WriterOptions);
        List<RejectedRow>? rejected = null;
        for (var i = 0; i < records.Count; i++)
        {
            var before = _buffer.Length;
            try
            {
                WriteLine(_writer, records[i]);
                _buffer.GetSpan(1)[0] = (byte)'\n';
                _buffer.Advance(1);
            }
            catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or JsonException)
            {
                _buffer.Length = Math.Min(before, _buffer.Length);
                (rejected ??= []).Add(new RejectedRow(i, $"It cannot be written as JSON: {exception.Message}"));
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
    public void Dispose()
    {
        _writer?.Dispose();
        _file.Dispose();
    }

    /// <summary>Place of a field of the record itself; -1 where it has none of the name.</summary>
    private static int FieldAt(Record record, string name)
    {
        var root = record.Root;
        for (var i = 0; i < root.Count; i++)
        {
            if (root.NameAt(i) == name)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>A field may not stand twice: the record's own field of that name is the key, or gives way to it.</summary>
    private static void WriteWithKey(Utf8JsonWriter writer, Record record, string keyField, bool isKey)
    {
        if (!isKey)
        {
            record = record.Clone();
            record.Json[keyField] = record.Key;
        }

        record.WriteTo(writer);
        writer.Flush();
    }

    private void WriteLine(Utf8JsonWriter writer, Record record)
    {
        writer.Reset();
        if (options.KeyField is not { Length: > 0 } keyField || record.Operation != RecordOperation.Upsert)
        {
            ChangeLog.Write(writer, record);
            writer.Flush();
            return;
        }

        if (FieldAt(record, keyField) is >= 0 and var at)
        {
            WriteWithKey(writer, record, keyField, record.Root[at].AsString() == record.Key);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString(keyField, record.Key);
        writer.Flush();
        writer.Reset();
        var joint = _buffer.Length;
        record.WriteTo(writer);
        writer.Flush();

        // Two objects become one: the brace between them is a comma, or the end where the second is empty.
        var isEmpty = _buffer.Length == joint + 2;
        _buffer[joint] = isEmpty ? (byte)'}' : (byte)',';
        _buffer.Length = isEmpty ? joint + 1 : _buffer.Length;
    }
}
