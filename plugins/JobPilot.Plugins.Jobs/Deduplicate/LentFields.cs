using System.Buffers;
using System.Text.Json;
using JobPilot.Plugins.Jobs.Listing;

namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>
/// Fields that postings of one opening lend to the one that has the row: what the best of them does not say, the next best may. Kept with each member as a JSON
/// object with a letter a field; null for what a posting has and does not lend.
/// </summary>
internal static class LentFields
{
    /// <summary>Members, best first, whose values are kept: a stored group is at most 64 KB.</summary>
    public const int MostLenders = 16;

    private const int MostBytes = 320;

    /// <summary>Weaker evidence (nearly the same text without an employer, an area that holds the city) joins postings, but is not enough to write one's pay into another.</summary>
    private const double LeastSure = 0.9;

    private static readonly SearchValues<char> PlainLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-:.");

    private static readonly (string Letter, string Name, FieldPath Path)[] Fields =
    [
        ("s", "base_salary", ListingPaths.Salary),
        ("t", "employment_types", ListingPaths.EmploymentTypes),
        ("l", "seniority", ListingPaths.Seniority),
        ("y", "experience_years", ListingPaths.Experience),
        ("e", "education", ListingPaths.Education),
        ("w", "work_mode", ListingPaths.WorkMode),
        ("v", "valid_through", ListingPaths.ValidThrough),
    ];

    private static readonly JsonEncodedText[] Letters = [.. Fields.Select(field => JsonEncodedText.Encode(field.Letter))];

    /// <summary>What a posting has and lends.</summary>
    /// <param name="record">The posting.</param>
    /// <returns>A JSON object in one line; "" where it has none of the fields.</returns>
    public static string Of(Record record)
    {
        var scratch = JsonScratch.Rent();
        var writer = scratch.Writer;
        writer.WriteStartObject();
        var left = MostBytes;
        for (var i = 0; i < Fields.Length; i++)
        {
            var path = Fields[i].Path;
            var value = record.GetValue(path);
            if (!HasValue(value, path))
            {
                continue;
            }

            writer.WritePropertyName(Letters[i]);
            left -= IsLent(record, path) ? Write(writer, value, left) : WriteNull(writer);
        }

        writer.WriteEndObject();
        var json = scratch.FinishText();
        return json.Length == 2 ? "" : json;
    }

    /// <summary>What a posting has, without the values.</summary>
    /// <param name="values">What it has and lends.</param>
    public static string WithoutValues(string values)
    {
        if (values.Length == 0)
        {
            return values;
        }

        using var document = JsonDocument.Parse(values);
        return "{" + string.Join(',', document.RootElement.EnumerateObject().Select(field => $"\"{field.Name}\":null")) + "}";
    }

    /// <summary>What the row of a group borrows: each field that its posting lacks, from the best other one that has it.</summary>
    /// <param name="group">The group, best first.</param>
    /// <param name="row">The posting that has the row.</param>
    /// <returns>In the order of the fields; empty where nothing is borrowed.</returns>
    public static IReadOnlyList<BorrowedField> Borrowed(Group group, Member row)
    {
        if (group.Members.Count < 2)
        {
            return [];
        }

        var borrowed = new List<BorrowedField>();
        var lacks = Lacks(row);
        foreach (var member in group.Members)
        {
            if (lacks.Count > 0 && member.Id != row.Id && member.Values.Length > 0 && Evidence.Of(member, row, group) is { Confidence: >= LeastSure } evidence)
            {
                Borrow(member, evidence.Confidence, lacks, borrowed);
            }
        }

        return borrowed;
    }

    /// <summary>Writes a value, or null where there is no room for it.</summary>
    /// <returns>The room that it takes.</returns>
    private static int Write(Utf8JsonWriter writer, RecordValue value, int left)
    {
        if (value.Utf8.IsEmpty && value.AsString() is { } text && !text.AsSpan().ContainsAnyExcept(PlainLetters))
        {
            // A code or date: as long in JSON as it is, and its quotes.
            if (text.Length + 2 > left)
            {
                return WriteNull(writer);
            }

            writer.WriteStringValue(text);
            return text.Length + 2;
        }

        if (!value.Utf8.IsEmpty)
        {
            return WriteJson(writer, value.Utf8, left);
        }

        // What was looked into is text no more, and its length is known once it is text again.
        var scratch = JsonScratch.Rent();
        value.WriteTo(scratch.Writer);
        return WriteJson(writer, scratch.FinishSpan(), left);
    }

    private static int WriteJson(Utf8JsonWriter writer, ReadOnlySpan<byte> json, int left)
    {
        if (json.Length > left || json.ContainsAny("\t\n\r"u8))
        {
            return WriteNull(writer);
        }

        writer.WriteRawValue(json, skipInputValidation: true);
        return json.Length;
    }

    private static int WriteNull(Utf8JsonWriter writer)
    {
        writer.WriteNullValue();
        return 0;
    }

    private static void Borrow(Member from, double confidence, List<(string Letter, string Name, FieldPath Path)> lacks, List<BorrowedField> borrowed)
    {
        using var values = JsonDocument.Parse(from.Values);
        lacks.RemoveAll(field =>
        {
            if (!values.RootElement.TryGetProperty(field.Letter, out var value) || value.ValueKind == JsonValueKind.Null)
            {
                return false;
            }

            borrowed.Add(new BorrowedField(field.Name, field.Path, value.GetRawText(), from.Id, confidence));
            return true;
        });
    }

    private static List<(string Letter, string Name, FieldPath Path)> Lacks(Member row)
    {
        if (row.Values.Length == 0)
        {
            return [.. Fields];
        }

        using var own = JsonDocument.Parse(row.Values);
        return [.. Fields.Where(field => !own.RootElement.TryGetProperty(field.Letter, out _))];
    }

    /// <summary>Whether there is a value; of a list, whether it has an item, told by its text where that is plain, which opens no list.</summary>
    private static bool HasValue(RecordValue value, FieldPath path) => value.Kind > RecordValueKind.Null
        && (!ReferenceEquals(path, ListingPaths.EmploymentTypes) || (value.Utf8 is [(byte)'[', (byte)'"', ..] or [(byte)'[', (byte)']'] ? value.Utf8.Length > 2 : value.Count > 0));

    /// <summary>Pay must be more than words, and remote work that is limited to countries would be lent without its limit.</summary>
    private static bool IsLent(Record record, FieldPath path) => ReferenceEquals(path, ListingPaths.Salary)
        ? record.Has(ListingPaths.SalaryMin) || record.Has(ListingPaths.SalaryMax)
        : !ReferenceEquals(path, ListingPaths.WorkMode) || record.GetCount(ListingPaths.RemoteCountries) == 0;
}
