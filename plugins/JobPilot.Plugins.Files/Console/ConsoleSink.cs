using System.Text;
using System.Text.Json;

namespace JobPilot.Plugins.Files;

/// <summary>Shows one line a record, with everything that a terminal would obey made harmless.</summary>
[Sink("console", typeof(ConsoleSinkOptions), Description = "Shows one line a record.")]
public sealed class ConsoleSink : ISink
{
    private readonly ConsoleSinkOptions _options;
    private readonly FieldPath[] _fields;
    private readonly Func<TextWriter> _writer;

    /// <summary>Creates it.</summary>
    /// <param name="options">Format and stream.</param>
    /// <param name="context">Offers nothing that is needed here.</param>
    public ConsoleSink(ConsoleSinkOptions options, ComponentContext context)
        : this(options, context, () => StandardStreams.Of(options.Stream))
    {
    }

    internal ConsoleSink(ConsoleSinkOptions options, ComponentContext context, Func<TextWriter> writer)
    {
        ArgumentNullException.ThrowIfNull(context);
        _options = options;
        _fields = [.. options.Fields.Select(FieldPath.Parse)];
        _writer = writer;
    }

    /// <inheritdoc />
    public SinkOperations Operations => SinkOperations.Append;

    /// <inheritdoc />
    public string Location => _options.Stream == ConsoleStream.Stderr ? "stderr" : "stdout";

    /// <inheritdoc />
    public ValueTask OpenAsync(SinkOpen open, CancellationToken cancellationToken) => default;

    /// <inheritdoc />
    public ValueTask<WriteResult> WriteAsync(IReadOnlyList<Record> records, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var text = new StringBuilder(records.Count * 200);
        foreach (var record in records)
        {
            text.Append(_options.Format == ConsoleFormat.Json ? Json(record) : Text(record)).Append('\n');
        }

        _writer().Write(text.ToString());
        return new(WriteResult.Empty);
    }

    /// <inheritdoc />
    public async ValueTask<string?> FlushAsync(CancellationToken cancellationToken)
    {
        await _writer().FlushAsync(cancellationToken);
        return null;
    }

    private static string Json(Record record)
    {
        var buffer = new ByteBuffer();
        using (var writer = new Utf8JsonWriter(buffer, RecordJson.WriterOptions))
        {
            ChangeLog.Write(writer, record);
        }

        return TerminalText.CleanJson(Encoding.UTF8.GetString(buffer.Written));
    }

    private string Text(Record record)
    {
        if (record.Operation == RecordOperation.Delete)
        {
            return $"- {Cut(record.Key ?? "")}";
        }

        var values = new List<string>();
        if (record.Operation == RecordOperation.Patch)
        {
            values.Add($"~ {Cut(record.Key ?? "")}");
        }

        if (_fields.Length > 0)
        {
            values.AddRange(_fields.Select(field => Cut(Value(record, field) ?? "")));
        }
        else
        {
            foreach (var name in record.GetNames())
            {
                if (FieldPath.TryParse(name, out var path, out _) && record.GetKind(path) < RecordValueKind.Array && Value(record, path) is { } value)
                {
                    values.Add($"{Cut(name)}: {Cut(value)}");
                }
            }
        }

        return string.Join(" | ", values);
    }

    private static string? Value(Record record, FieldPath path) => record.GetKind(path) switch
    {
        RecordValueKind.Missing or RecordValueKind.Null => null,
        RecordValueKind.String => record.GetString(path),
        _ => Encoding.UTF8.GetString(record.GetUtf8(path).Span),
    };

    private string Cut(string value)
    {
        if (value.Length > _options.MaxWidth)
        {
            var end = char.IsHighSurrogate(value[_options.MaxWidth - 1]) ? _options.MaxWidth - 1 : _options.MaxWidth;
            value = $"{value.AsSpan(0, end)}…";
        }

        return TerminalText.Clean(value);
    }
}
