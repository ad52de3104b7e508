using System.Buffers;
using System.Text.Json;
using System.Threading.Channels;
using JobPilot.Testing;

namespace JobPilot.Benchmarks.Engine;

/// <summary>
/// What somebody would write without an engine: one reader of lines, two workers that call the processors, one writer. No positions, no counts, no retry, no
/// order but by number.
/// </summary>
internal sealed class HandWrittenLoop(IReadOnlyList<(string Type, object Processor)> chain)
{
    private const int BatchSize = 100;

    public async Task RunAsync(string input, string output)
    {
        var work = Channel.CreateBounded<(List<Record> Records, TaskCompletionSource<List<Record>> Done)>(8);
        var order = Channel.CreateBounded<Task<List<Record>>>(8);
        var reading = Task.Run(() => ReadAsync(input, work.Writer, order.Writer));
        var working = Enumerable.Range(0, 2).Select(_ => Task.Run(() => WorkAsync(work.Reader))).ToList();
        await WriteAsync(order.Reader, output);
        await Task.WhenAll([reading, .. working]);
    }

    private static async Task ReadAsync(
        string input, ChannelWriter<(List<Record>, TaskCompletionSource<List<Record>>)> work, ChannelWriter<Task<List<Record>>> order)
    {
        var records = new List<Record>(BatchSize);
        await using var stream = new FileStream(input, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20);
        var reader = System.IO.Pipelines.PipeReader.Create(stream, new System.IO.Pipelines.StreamPipeReaderOptions(bufferSize: 1 << 20));
        while (true)
        {
            var read = await reader.ReadAsync();
            var buffer = read.Buffer;
            while (TryLine(ref buffer, out var line))
            {
                records.Add(Record.FromUtf8(line).WithOrigin("jsonl"));
                if (records.Count == BatchSize)
                {
                    await SendAsync();
                }
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
            {
                break;
            }
        }

        await SendAsync();
        work.Complete();
        order.Complete();

        async Task SendAsync()
        {
            var done = new TaskCompletionSource<List<Record>>(TaskCreationOptions.RunContinuationsAsynchronously);
            await order.WriteAsync(done.Task);
            await work.WriteAsync((records, done));
            records = new List<Record>(BatchSize);
        }
    }

    private static bool TryLine(ref ReadOnlySequence<byte> buffer, out byte[] line)
    {
        if (buffer.PositionOf((byte)'\n') is not { } end)
        {
            line = [];
            return false;
        }

        line = buffer.Slice(0, end).ToArray();
        buffer = buffer.Slice(buffer.GetPosition(1, end));
        return true;
    }

    private async Task WorkAsync(ChannelReader<(List<Record> Records, TaskCompletionSource<List<Record>> Done)> work)
    {
        await foreach (var (records, done) in work.ReadAllAsync())
        {
            var live = records;
            foreach (var (_, processor) in chain)
            {
                if (processor is IProcessor pure)
                {
                    live = Step(pure, live);
                }
            }

            done.SetResult(live);
        }
    }

    private static List<Record> Step(IProcessor processor, List<Record> records)
    {
        var next = new List<Record>(records.Count);
        foreach (var record in records)
        {
            var outcome = processor.Process(record, default);
            if (outcome.Kind == OutcomeKind.Keep)
            {
                next.Add(record);
            }
            else if (outcome.Kind == OutcomeKind.Replace)
            {
                next.AddRange(outcome.Records.Select(one => one.WithOrigin("jsonl")));
            }
        }

        return next;
    }

    private async Task WriteAsync(ChannelReader<Task<List<Record>>> order, string output)
    {
        var memory = new PlainMemory();
        var buffer = new ArrayBufferWriter<byte>(1 << 20);
        await using var stream = new FileStream(output, FileMode.Create, FileAccess.Write, FileShare.Read, 1);
        using var writer = new Utf8JsonWriter(buffer, RecordJson.WriterOptions);
        await foreach (var batch in order.ReadAllAsync())
        {
            foreach (var record in await batch)
            {
                foreach (var row in Remember(record, memory))
                {
                    row.WriteTo(writer);
                    writer.Flush();
                    writer.Reset();
                    buffer.Write("\n"u8);
                }
            }

            await stream.WriteAsync(buffer.WrittenMemory);
            buffer.Clear();
        }

        stream.Flush(flushToDisk: true);
    }

    private IReadOnlyList<Record> Remember(Record record, PlainMemory memory)
    {
        foreach (var (_, processor) in chain)
        {
            if (processor is IStatefulProcessor stateful)
            {
                var outcome = stateful.Process(record, memory, default);
                return outcome.Kind == OutcomeKind.Keep ? [record] : outcome.Records;
            }
        }

        return [record];
    }
}
