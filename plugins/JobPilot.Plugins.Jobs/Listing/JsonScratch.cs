using System.Buffers;
using System.Text;
using System.Text.Json;

namespace JobPilot.Plugins.Jobs.Listing;

/// <summary>A JSON writer over a buffer of its own, kept a thread, so that writing a small array or object allocates only the result.</summary>
internal sealed class JsonScratch
{
    [ThreadStatic]
    private static Stack<JsonScratch>? _free;

    private readonly ArrayBufferWriter<byte> _buffer = new(1024);

    private JsonScratch() => Writer = new Utf8JsonWriter(_buffer, RecordJson.WriterOptions);

    public Utf8JsonWriter Writer { get; }

    /// <summary>Takes a writer of this thread; give it back by <see cref="Finish"/>.</summary>
    public static JsonScratch Rent()
    {
        var free = _free ??= new Stack<JsonScratch>();
        if (!free.TryPop(out var scratch))
        {
            return new JsonScratch();
        }

        scratch._buffer.ResetWrittenCount();
        scratch.Writer.Reset(scratch._buffer);
        return scratch;
    }

    /// <summary>Gives the writer back.</summary>
    /// <returns>What was written; stays until a writer is taken again.</returns>
    public ReadOnlySpan<byte> FinishSpan()
    {
        Writer.Flush();
        _free!.Push(this);
        return _buffer.WrittenSpan;
    }

    /// <summary>Gives the writer back.</summary>
    /// <returns>What was written.</returns>
    public byte[] Finish()
    {
        Writer.Flush();
        var json = _buffer.WrittenSpan.ToArray();
        _free!.Push(this);
        return json;
    }

    /// <summary>Gives the writer back.</summary>
    /// <returns>What was written, as text.</returns>
    public string FinishText()
    {
        Writer.Flush();
        var json = Encoding.UTF8.GetString(_buffer.WrittenSpan);
        _free!.Push(this);
        return json;
    }
}
