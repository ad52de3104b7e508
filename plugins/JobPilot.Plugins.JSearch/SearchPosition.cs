using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace JobPilot.Plugins.JSearch;

/// <summary>Where a search goes on. Immutable.</summary>
internal sealed class SearchPosition
{
    /// <summary>Cursor of the next call; null at the start, and where pages are numbered.</summary>
    public string? Cursor { get; init; }

    /// <summary>Pages read so far.</summary>
    public int PagesRead { get; init; }

    /// <summary>Number of the next page where pages are numbered; 0 where a cursor is followed.</summary>
    public int NextPage { get; init; }

    /// <summary>Hashes of the cursors used so far, so that a chain that leads back is noticed after a restart too.</summary>
    public IReadOnlyList<string> Seen { get; init; } = [];

    /// <summary>Whether nothing follows.</summary>
    public bool End { get; init; }

    public static SearchPosition Start(JSearchEndpoint endpoint) => new() { NextPage = endpoint == JSearchEndpoint.Search ? 1 : 0 };

    /// <exception cref="FaultException">The position is not one of this endpoint.</exception>
    public static SearchPosition Read(Position position, JSearchEndpoint endpoint)
    {
        SearchPosition? read = null;
        try
        {
            read = JsonSerializer.Deserialize(position.Value, SearchPositionJson.Default.SearchPosition);
        }
        catch (JsonException)
        {
            // Answered below, like a position of the other endpoint.
        }

        var numbered = endpoint == JSearchEndpoint.Search;
        if (read is null || (!read.End && (numbered ? read.NextPage < 1 : read.Cursor is null)))
        {
            throw new FaultException(FaultKind.PositionExpired, "The stored position does not fit this search; it starts again from its first page.")
            {
                Code = JSearchErrorCodes.BadPosition,
            };
        }

        return read;
    }

    /// <summary>The position behind a call; its end where no cursor follows, or one that was there before.</summary>
    public SearchPosition After(int pages, string? cursor)
    {
        var read = PagesRead + pages;
        if (NextPage > 0)
        {
            return new SearchPosition { PagesRead = read, NextPage = NextPage + pages };
        }

        var seen = Cursor is null ? Seen : [.. Seen, HashOf(Cursor)];
        return string.IsNullOrEmpty(cursor) || seen.Contains(HashOf(cursor))
            ? new SearchPosition { PagesRead = read, End = true }
            : new SearchPosition { PagesRead = read, Cursor = cursor, Seen = seen };
    }

    public Position ToPosition() => new(JsonSerializer.Serialize(this, SearchPositionJson.Default.SearchPosition));

    private static string HashOf(string cursor) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(cursor)).AsSpan(0, 5));
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(SearchPosition))]
internal sealed partial class SearchPositionJson : JsonSerializerContext;
