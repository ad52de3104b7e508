using System.Buffers;
using System.Text;
using System.Text.Json;

namespace JobPilot;

/// <summary>
/// The stored form of a <see cref="SplitState"/>. Written out, since every run reads one before its first record, and setting up the serializer for
/// this one class takes longer than the rest of opening the store.
/// </summary>
internal static class SplitStateJson
{
    public static string Write(SplitState state)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("version", state.Version);
            writer.WriteNumber("pass", state.Pass);
            writer.WriteBoolean("done", state.Done);
            writer.WriteBoolean("suspended", state.Suspended);
            Write(writer, "position", state.Position);
            writer.WriteString("as_of", state.AsOf);
            Write(writer, "since", state.Since);
            Write(writer, "until", state.Until);
            Write(writer, "bookmark", state.Bookmark);
            Write(writer, "candidate", state.Candidate);
            Write(writer, "fingerprint", state.Fingerprint);
            WriteCounts(writer, state);
            WriteRetry(writer, state.Retry);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static SplitState Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        try
        {
            return Read(document.RootElement);
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException)
        {
            throw new JsonException($"It is not a split state: {exception.Message}", exception);
        }
    }

    private static SplitState Read(JsonElement json) => new()
    {
        Version = Find(json, "version") is { } version ? version.GetInt32() : 1,
        Pass = Find(json, "pass") is { } pass ? pass.GetInt64() : 1,
        Done = Find(json, "done") is { } done && done.GetBoolean(),
        Suspended = Find(json, "suspended") is { } suspended && suspended.GetBoolean(),
        Position = Find(json, "position")?.GetString(),
        AsOf = Find(json, "as_of") is { } asOf ? asOf.GetDateTimeOffset() : default,
        Since = Find(json, "since")?.GetDateTimeOffset(),
        Until = Find(json, "until")?.GetDateTimeOffset(),
        Bookmark = ReadBookmark(json, "bookmark"),
        Candidate = ReadBookmark(json, "candidate"),
        Fingerprint = Find(json, "fingerprint")?.GetString(),
        Full = Find(json, "full") is { } full && full.GetBoolean(),
        Records = Find(json, "records") is { } records ? records.GetInt64() : 0,
        Recent = Find(json, "recent") is { } recent ? ReadCounts(recent) : [],
        Retry = Find(json, "retry") is { } retry ? [.. retry.EnumerateArray().Select(ReadPage)] : [],
    };

    private static long[] ReadCounts(JsonElement json)
    {
        var counts = new long[json.GetArrayLength()];
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] = json[i].GetInt64();
        }

        return counts;
    }

    private static SkippedPage ReadPage(JsonElement json) => new()
    {
        After = Find(json, "after")?.GetString(),
        AsOf = Find(json, "as_of") is { } asOf ? asOf.GetDateTimeOffset() : default,
        Since = Find(json, "since")?.GetDateTimeOffset(),
        Until = Find(json, "until")?.GetDateTimeOffset(),
        Attempts = Find(json, "attempts") is { } attempts ? attempts.GetInt32() : 1,
        Code = Find(json, "code")?.GetString() ?? "",
    };

    private static Bookmark? ReadBookmark(JsonElement json, string name) => Find(json, name) is { } bookmark
        ? new Bookmark { HighWater = Find(bookmark, "high_water")?.GetDateTimeOffset(), Token = Find(bookmark, "token")?.GetString() }
        : null;

    private static JsonElement? Find(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static void WriteCounts(Utf8JsonWriter writer, SplitState state)
    {
        if (state.Full)
        {
            writer.WriteBoolean("full", true);
        }

        if (state.Records > 0)
        {
            writer.WriteNumber("records", state.Records);
        }

        if (state.Recent.Count > 0)
        {
            writer.WriteStartArray("recent");
            foreach (var count in state.Recent)
            {
                writer.WriteNumberValue(count);
            }

            writer.WriteEndArray();
        }
    }

    private static void WriteRetry(Utf8JsonWriter writer, IReadOnlyList<SkippedPage> pages)
    {
        if (pages.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("retry");
        foreach (var page in pages)
        {
            writer.WriteStartObject();
            Write(writer, "after", page.After);
            writer.WriteString("as_of", page.AsOf);
            Write(writer, "since", page.Since);
            Write(writer, "until", page.Until);
            writer.WriteNumber("attempts", page.Attempts);
            writer.WriteString("code", page.Code);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, string name, Bookmark? bookmark)
    {
        if (bookmark is not null)
        {
            writer.WriteStartObject(name);
            Write(writer, "high_water", bookmark.HighWater);
            Write(writer, "token", bookmark.Token);
            writer.WriteEndObject();
        }
    }

    private static void Write(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(name, text);
        }
    }

    private static void Write(Utf8JsonWriter writer, string name, DateTimeOffset? time)
    {
        if (time is { } set)
        {
            writer.WriteString(name, set);
        }
    }
}
