using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace JobPilot.Plugins.Jobs.Listing;

/// <summary>
/// Says how a derived field was found: <c>provenance</c> leads from the field's JSON pointer to <c>{from, rule, confidence}</c>. On the hot
/// path, so paths and the few values that recur are kept.
/// </summary>
internal static class Provenance
{
    private const int MostPaths = 4096;
    private const int MostEntries = 2048;

    /// <summary>Notes that a thread wrote last, found by the texts' identity alone: most are constants, and hashing what they say would cost more than all else here.</summary>
    private const int Recent = 256;
    private static readonly KeptValues<string, FieldPath> Paths = new(MostPaths, StringComparer.Ordinal);
    private static readonly KeptValues<(string From, string Rule, double Confidence), byte[]> Entries = new(MostEntries);

    [ThreadStatic]
    private static RecentPath[]? _recentPaths;

    [ThreadStatic]
    private static RecentEntry[]? _recentEntries;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    /// <summary>Notes how a field was found, in the place of an earlier note on the same field.</summary>
    /// <param name="record">A canonical listing.</param>
    /// <param name="pointer">JSON pointer of the derived field, for instance <c>/base_salary/min</c>.</param>
    /// <param name="from">The raw field (<c>job_min_salary</c>), or the span of text (<c>description.text[120..143]</c>).</param>
    /// <param name="rule">Id and version of the rule: <c>map_job/1</c>.</param>
    /// <param name="confidence">0..1; 1 for what the source says itself.</param>
    public static void Add(Record record, string pointer, string from, string rule, double confidence) =>
        record.SetUtf8(PathOf(pointer), Entry(from, rule, confidence));

    private static FieldPath PathOf(string pointer)
    {
        ref var recent = ref (_recentPaths ??= new RecentPath[Recent])[RuntimeHelpers.GetHashCode(pointer) & (Recent - 1)];
        if (!ReferenceEquals(recent.Pointer, pointer))
        {
            recent = new RecentPath(pointer, KnownPath(pointer));
        }

        return recent.Path;
    }

    private static FieldPath KnownPath(string pointer)
    {
        if (Paths.TryGet(pointer, out var path))
        {
            return path;
        }

        path = FieldPath.Parse($"provenance['{pointer}']");
        Paths.Add(pointer, path);
        return path;
    }

    private static byte[] Entry(string from, string rule, double confidence)
    {
        var hash = (RuntimeHelpers.GetHashCode(from) * 31) + RuntimeHelpers.GetHashCode(rule) + confidence.GetHashCode();
        ref var recent = ref (_recentEntries ??= new RecentEntry[Recent])[(hash ^ (hash >> 16)) & (Recent - 1)];
        if (!ReferenceEquals(recent.From, from) || !ReferenceEquals(recent.Rule, rule) || recent.Confidence != confidence)
        {
            recent = new RecentEntry(from, rule, confidence, KnownEntry(from, rule, confidence));
        }

        return recent.Json;
    }

    private static byte[] KnownEntry(string from, string rule, double confidence)
    {
        // Spans of text differ from posting to posting and would only fill the table.
        if (from.Contains('['))
        {
            return Write(from, rule, confidence);
        }

        if (!Entries.TryGet((from, rule, confidence), out var entry))
        {
            entry = Write(from, rule, confidence);
            Entries.Add((from, rule, confidence), entry);
        }

        return entry;
    }

    private static byte[] Write(string from, string rule, double confidence)
    {
        var buffer = _buffer ??= new ArrayBufferWriter<byte>(256);
        var writer = _writer ??= new Utf8JsonWriter(buffer, RecordJson.WriterOptions);
        buffer.ResetWrittenCount();
        writer.Reset(buffer);
        writer.WriteStartObject();
        writer.WriteString("from"u8, from);
        writer.WriteString("rule"u8, rule);
        writer.WriteNumber("confidence"u8, Math.Round(confidence, 2));
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private readonly record struct RecentPath(string? Pointer, FieldPath Path);

    private readonly record struct RecentEntry(string? From, string? Rule, double Confidence, byte[] Json);
}
