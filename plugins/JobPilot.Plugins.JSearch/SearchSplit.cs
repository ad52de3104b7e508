using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace JobPilot.Plugins.JSearch;

/// <summary>Turns a search into a split and back. The id is readable, and stable as long as the search asks for the same.</summary>
internal static class SearchSplit
{
    public static Split ToSplit(JSearchSearch search, JSearchEndpoint endpoint) =>
        new(IdOf(search, endpoint), JsonSerializer.Serialize(search, SearchSplitJson.Default.JSearchSearch));

    /// <exception cref="JsonException">The split is not one of this collector.</exception>
    public static JSearchSearch Read(Split split) =>
        JsonSerializer.Deserialize(split.Json, SearchSplitJson.Default.JSearchSearch) ?? throw new JsonException("A search is an object, not null.");

    /// <summary>The endpoint is part of the work, since positions of the two do not fit each other; how far to read is not.</summary>
    public static string IdOf(JSearchSearch search, JSearchEndpoint endpoint)
    {
        var parameters = string.Join('\n', SearchParameters.Of(search).Select(parameter => $"{parameter.Key}={parameter.Value}"));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{endpoint}\n{parameters}")));
        return $"{Slug($"{search.Query} {search.Country}")}-{hash[..12]}";
    }

    private static string Slug(string text)
    {
        var slug = new StringBuilder(48);
        foreach (var character in text)
        {
            if (char.IsAsciiLetterOrDigit(character))
            {
                slug.Append(char.ToLowerInvariant(character));
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }

            if (slug.Length == 48)
            {
                break;
            }
        }

        var trimmed = slug.ToString().Trim('-');
        return trimmed.Length == 0 ? "search" : trimmed;
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true)]
[JsonSerializable(typeof(JSearchSearch))]
internal sealed partial class SearchSplitJson : JsonSerializerContext;
