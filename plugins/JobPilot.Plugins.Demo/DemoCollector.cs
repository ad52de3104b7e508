using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace JobPilot.Plugins.Demo;

/// <summary>Invents postings: deterministic, as many as wanted, as hard as real ones.</summary>
/// <param name="options">How many, which, how dirty.</param>
/// <param name="context">Its clock waits where a slow source is played.</param>
[Collector("demo", typeof(DemoOptions), Demo = true, Description = "Invents postings in JSearch's shape, always the same ones for a seed.")]
public sealed class DemoCollector(DemoOptions options, ComponentContext context) : ICollector
{
    /// <summary>When the first record of a seed was retrieved.</summary>
    internal DateTimeOffset RetrievedAt { get; } =
        new DateTimeOffset(2026, 1, 1, 6, 0, 0, TimeSpan.Zero).AddHours(new Dice(options.Seed, 0, 9).Below(365 * 24));

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<Split>> PlanAsync(CancellationToken cancellationToken)
    {
        ThrowIfUnavailable(0);
        if (options.Splits == 1)
        {
            return new([new Split("all")]);
        }

        return new([.. Enumerable.Range(0, options.Splits).Select(part => new Split(
            string.Create(CultureInfo.InvariantCulture, $"part-{part + 1:00}-of-{options.Splits:00}"), part.ToString(CultureInfo.InvariantCulture)))]);
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<Page> ReadAsync(SplitRead read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var part = options.Splits == 1 ? 0 : int.Parse(read.Split.Json, CultureInfo.InvariantCulture);
        var (at, end) = RangeOf(part);
        if (read.After is { } after)
        {
            at = long.TryParse(after.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var next) && next >= at && next <= end
                ? next
                : throw new FaultException(FaultKind.PositionExpired, $"The position '{after.Value}' is none of the split '{read.Split.Id}'.") { Code = "demo.position" };
        }

        var posting = new PostingWriter(options, RetrievedAt);
        while (at < end)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ThrowIfUnavailable(at);
            if (options.Delay > TimeSpan.Zero)
            {
                await Task.Delay(options.Delay, context.Time, cancellationToken);
            }

            var count = (int)Math.Min(options.PageSize, Math.Min(end, options.UnavailableAfter is { } limit && limit > at ? limit : long.MaxValue) - at);
            var records = WritePage(posting, at, count, read);
            var retrieved = RetrievedAt.AddSeconds(at);
            at += count;
            yield return new Page(records, new Position(at.ToString(CultureInfo.InvariantCulture))) { RetrievedAt = retrieved };
        }
    }

    /// <summary>The records of a page that are posted within the bounds; the others are left out, and the position counts them all the same.</summary>
    private static List<Record> WritePage(PostingWriter posting, long from, int count, SplitRead read)
    {
        var buffer = new ArrayBufferWriter<byte>(count * 5000);
        var ids = new string?[count];
        var ends = new int[count];
        using (var writer = new Utf8JsonWriter(buffer, RecordJson.WriterOptions))
        {
            for (var i = 0; i < count; i++)
            {
                writer.Reset();
                var id = posting.Write(writer, from + i);
                ids[i] = !(posting.PostedAt < read.Since) && !(posting.PostedAt >= read.Until) ? id : null;
                writer.Flush();
                ends[i] = buffer.WrittenCount;
            }
        }

        // The records are slices of the one block, which nobody writes to any more.
        var records = new List<Record>(count);
        for (var i = 0; i < count; i++)
        {
            var start = i == 0 ? 0 : ends[i - 1];
            if (ids[i] is { } id)
            {
                records.Add(Record.FromUtf8(buffer.WrittenMemory[start..ends[i]], id));
            }
        }

        return records;
    }

    private (long From, long To) RangeOf(int part)
    {
        if (options.Records == 0)
        {
            var share = long.MaxValue / 2 / options.Splits;
            return (part * share, (part + 1) * share);
        }

        return (options.Records * part / options.Splits, options.Records * (part + 1) / options.Splits);
    }

    private void ThrowIfUnavailable(long at)
    {
        if (options.UnavailableAfter is { } limit && at >= limit)
        {
            throw new FaultException(FaultKind.Unavailable, $"The demo source plays dead after {limit} records, as `unavailable_after` asks.")
            {
                Code = "demo.unavailable",
                Fix = "Leave `unavailable_after` out.",
            };
        }
    }
}
