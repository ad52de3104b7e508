using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace JobPilot.Evaluation;

/// <summary>Makes canonical listings of labelled postings, as <c>map_job</c> would: every field as given.</summary>
internal static class PostingRow
{
    private static readonly string[] CleaningChain = ["clean_text", "normalize_title", "normalize_company", "normalize_location"];

    /// <summary>A listing of a posting with <c>source</c>, <c>title</c>, <c>company</c>, <c>location</c> and <c>description</c>.</summary>
    /// <param name="posting">The posting.</param>
    /// <param name="id">Its id; any text.</param>
    public static JsonObject ToListing(JsonNode posting, string id)
    {
        var listing = new JsonObject
        {
            ["id"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id))),
            ["source"] = new JsonObject
            {
                ["collector"] = posting.Text("source"),
                ["publisher"] = posting.Text("source"),
                ["external_id"] = id,
                ["url"] = posting.Text("url"),
                ["retrieved_at"] = "2026-08-31T00:00:00Z",
                ["demo"] = false,
            },
            ["title"] = posting.Text("title") ?? "",
            ["title_raw"] = posting.Text("title"),
            ["description"] = new JsonObject { ["text"] = posting.Text("description") ?? "" },
        };
        if (posting.Text("company") is { Length: > 0 } company)
        {
            listing["hiring_organization"] = new JsonObject { ["name"] = company };
        }

        if (posting.Text("location") is { Length: > 0 } location)
        {
            var place = new JsonObject { ["raw"] = location };
            if (posting.Text("country") is { Length: 2 } country)
            {
                place["country"] = country.ToUpper(CultureInfo.InvariantCulture);
            }

            listing["locations"] = new JsonArray(place);
        }

        if (posting.Text("url") is { Length: > 0 } url)
        {
            listing["apply"] = new JsonArray(new JsonObject { ["url"] = url });
        }

        return listing;
    }

    /// <summary>The processors that stand before <c>deduplicate</c> in a pipeline and that it rests on.</summary>
    public static IReadOnlyList<IProcessor> CreateChain() => [.. CleaningChain.Select(type => ShippedProcessor.Create(type))];

    /// <summary>Runs a chain on a listing.</summary>
    public static Record Refine(IReadOnlyList<IProcessor> chain, JsonObject listing)
    {
        var record = Record.FromJson(listing, listing.Text("id"));
        foreach (var processor in chain)
        {
            processor.Process(record, CancellationToken.None);
        }

        return record;
    }
}
