using System.Runtime.CompilerServices;
using System.Text.Json;

namespace JobPilot.Engine.DeadLetters;

/// <summary>Gives the letters of one collector again, split by split.</summary>
internal sealed class DeadLetterCollector(DeadLetterArchive archive, IReadOnlyList<DeadLetterEntry> letters, DeadLetterReplay replay) : ICollector
{
    private const int PageSize = 100;
    private const long PageBytes = 2 * 1024 * 1024;

    public ValueTask<IReadOnlyList<Split>> PlanAsync(CancellationToken cancellationToken) =>
        new([.. letters.Select(letter => letter.Split).Distinct(StringComparer.Ordinal).Select(split => new Split(split))]);

    public async IAsyncEnumerable<Page> ReadAsync(SplitRead read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stream = archive.OpenFile();
        var mine = letters.Where(letter => letter.Split == read.Split.Id).ToList();
        var next = int.TryParse(read.After?.Value, out var after) ? after : 0;
        while (stream is not null && next < mine.Count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var records = new List<Record>(PageSize);
            for (var bytes = 0L; next < mine.Count && records.Count < PageSize && bytes < PageBytes; next++)
            {
                bytes += mine[next].Length;
                records.Add(ToRecord(DeadLetterArchive.ReadPayload(stream, mine[next]), mine[next]));
            }

            await Task.Yield();
            yield return new Page(records, new Position($"{next}"));
        }
    }

    private Record ToRecord(JsonElement payload, DeadLetterEntry letter)
    {
        // A source's text that was no record may have been mended by hand, as text.
        var text = payload.ValueKind == JsonValueKind.String ? payload.GetString()! : payload.GetRawText();
        Record record;
        try
        {
            record = Record.FromUtf8(System.Text.Encoding.UTF8.GetBytes(text), letter.Key);
        }
        catch (JsonException)
        {
            record = Record.Malformed(text, letter.Reason);
        }

        replay.Stamp(record, letter);
        return record;
    }
}
