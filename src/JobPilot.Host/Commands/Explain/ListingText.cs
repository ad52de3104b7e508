using System.Text.Json.Nodes;

namespace JobPilot.Host.Commands.Explain;

/// <summary>A listing and its values in short, for people.</summary>
internal static class ListingText
{
    private static readonly FieldPath TitlePath = FieldPath.Parse("title");
    private static readonly FieldPath Company = FieldPath.Parse("hiring_organization.name");
    private static readonly FieldPath City = FieldPath.Parse("locations[0].city");
    private static readonly FieldPath Country = FieldPath.Parse("locations[0].country");

    /// <summary>Title, company and place, as far as they are there.</summary>
    public static string Title(Record row)
    {
        var place = string.Join(' ', new[] { row.GetString(City), row.GetString(Country) }.OfType<string>());
        return string.Join(", ", new[] { row.GetString(TitlePath), row.GetString(Company), place.Length > 0 ? place : null }.OfType<string>());
    }

    /// <summary>A pointer as people write fields: <c>/skills/3/name</c> is <c>skills[3].name</c>.</summary>
    public static string Field(string pointer)
    {
        var text = new System.Text.StringBuilder();
        foreach (var part in pointer.Split('/').Skip(1).Select(part => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)))
        {
            var isIndex = part.Length > 0 && part.All(char.IsAsciiDigit);
            text.Append(isIndex ? $"[{part}]" : text.Length == 0 ? part : $".{part}");
        }

        return text.Length == 0 ? "the whole listing" : text.ToString();
    }

    /// <summary>A value on one line, cut to a width.</summary>
    public static string Value(JsonNode? value, int widest)
    {
        var text = value switch
        {
            null => "nothing",
            JsonArray { Count: > 0 } items when items.All(item => NameOf(item) is not null) => $"{items.Count}: {string.Join(", ", items.Select(NameOf))}",
            JsonArray { Count: > 3 } items when items.All(item => item is JsonObject) => $"{items.Count} items",
            _ => value.ToJsonString(RecordJson.Options),
        };
        return Cut(text, widest);
    }

    /// <summary>The name of an object that has one, such as a skill.</summary>
    public static string? NameOf(JsonNode? value) => value is JsonObject fields && fields["name"] is JsonValue name && name.TryGetValue<string>(out var text) ? text : null;

    /// <summary>A text as lines of a width, broken between words where it can be; the rest of a long one is cut.</summary>
    public static IEnumerable<string> Wrap(string text, int width, int most)
    {
        for (var number = 1; text.Length > width && number < most; number++)
        {
            var end = text.LastIndexOf(' ', width) is > 0 and var space ? space : width;
            yield return text[..end];
            text = text[end..].TrimStart();
        }

        yield return Cut(text, width);
    }

    public static string Cut(string text, int widest) => text.Length <= widest ? text : text[..(widest - 1)] + "…";
}
