using System.Globalization;
using System.Text;
using System.Text.Json;

namespace JobPilot.Plugins.Demo;

/// <summary>Fields that both eras write alike.</summary>
internal static class PostingFields
{
    public static void OrNull(this Utf8JsonWriter writer, string name, string? value, ref Dice dice, double nulls)
    {
        if (value is null || dice.Chance(nulls))
        {
            writer.WriteNull(name);
        }
        else
        {
            writer.WriteString(name, value);
        }
    }

    public static void Remote(Utf8JsonWriter writer, Opening opening, ref Dice dice, double nulls)
    {
        if (dice.Chance(nulls))
        {
            writer.WriteNull("job_is_remote");
        }
        else
        {
            writer.WriteBoolean("job_is_remote", opening.WorkMode == WorkMode.Remote);
        }
    }

    public static void Posted(Utf8JsonWriter writer, DateTimeOffset? posted)
    {
        if (posted is { } moment)
        {
            writer.WriteNumber("job_posted_at_timestamp", moment.ToUnixTimeSeconds());
            writer.WriteString("job_posted_at_datetime_utc", moment.ToString("yyyy-MM-ddTHH:mm:ss.000Z", CultureInfo.InvariantCulture));
        }
        else
        {
            writer.WriteNull("job_posted_at_timestamp");
            writer.WriteNull("job_posted_at_datetime_utc");
        }
    }

    public static void ApplyOptions(Utf8JsonWriter writer, PostingDetails details, ref Dice dice)
    {
        writer.WriteStartArray("apply_options");
        var others = dice.Below(3);
        Option(writer, details.Publisher, details.ApplyLink, direct: false);
        for (var i = 0; i < others; i++)
        {
            var publisher = dice.Of(Lexicon.Instance.Names("publisher"));
            Option(writer, publisher, $"https://{publisher.ToLowerInvariant().Replace(" ", "", StringComparison.Ordinal)}.example/apply/{details.Id.AsSpan(0, 10)}", direct: dice.Chance(0.2));
        }

        writer.WriteEndArray();
    }

    public static void Highlights(Utf8JsonWriter writer, DescriptionComposer description, ref Dice dice)
    {
        writer.WriteStartObject("job_highlights");
        if (!dice.Chance(0.35))
        {
            List(writer, "Qualifications", description.Requirements, ref dice);
            List(writer, "Responsibilities", description.Duties, ref dice);
            List(writer, "Benefits", description.Benefits, ref dice);
        }

        writer.WriteEndObject();
    }

    public static void Salary(Utf8JsonWriter writer, Salary? salary)
    {
        if (salary is { Place: SalaryPlace.Fields })
        {
            writer.WriteNumber("job_min_salary", salary.Lowest);
            if (salary.Highest is { } highest)
            {
                writer.WriteNumber("job_max_salary", highest);
            }
            else
            {
                writer.WriteNull("job_max_salary");
            }

            writer.WriteString("job_salary_period", salary.Period);
        }
        else
        {
            writer.WriteNull("job_min_salary");
            writer.WriteNull("job_max_salary");
            writer.WriteNull("job_salary_period");
        }
    }

    public static void Place(Utf8JsonWriter writer, Place place, bool incomplete, ref Dice dice, double nulls)
    {
        writer.OrNull("job_city", incomplete ? null : place.City, ref dice, nulls / 4);
        writer.OrNull("job_state", incomplete && dice.Chance(0.5) ? null : place.Region, ref dice, nulls / 2);
        writer.WriteString("job_country", place.Country);
        if (incomplete || dice.Chance(nulls / 2))
        {
            writer.WriteNull("job_latitude");
            writer.WriteNull("job_longitude");
        }
        else
        {
            writer.WriteNumber("job_latitude", place.Latitude);
            writer.WriteNumber("job_longitude", place.Longitude);
        }
    }

    public static void BenefitCodes(Utf8JsonWriter writer, ref Dice dice, double nulls)
    {
        if (dice.Chance(Math.Min(1, nulls * 2)))
        {
            writer.WriteNull("job_benefits");
            return;
        }

        var codes = Lexicon.Instance.Names("benefit_code");
        var from = dice.Below(codes.Length);
        writer.WriteStartArray("job_benefits");
        for (var i = dice.Between(1, 3); i > 0; i--)
        {
            writer.WriteStringValue(codes[(from + i) % codes.Length]);
        }

        writer.WriteEndArray();
    }

    /// <summary>The location as text: sometimes one that names no town, or several.</summary>
    public static string Location(Opening opening, bool odd, ref Dice dice)
    {
        var place = opening.Place;
        if (!odd)
        {
            return place.RegionCode.Length > 0 ? $"{place.City}, {place.RegionCode}" : $"{place.City}, {(place.Country == "GB" ? "UK" : place.Region)}";
        }

        var text = new StringBuilder(64);
        new TextComposer(opening, ref dice, text).Append(Lexicon.Instance.OddLocations);
        return text.ToString();
    }

    private static void Option(Utf8JsonWriter writer, string publisher, string link, bool direct)
    {
        writer.WriteStartObject();
        writer.WriteString("publisher", publisher);
        writer.WriteString("apply_link", link);
        writer.WriteBoolean("is_direct", direct);
        writer.WriteEndObject();
    }

    private static void List(Utf8JsonWriter writer, string name, IReadOnlyList<string> items, ref Dice dice)
    {
        if (dice.Chance(0.2))
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (var item in items)
        {
            writer.WriteStringValue(item);
        }

        writer.WriteEndArray();
    }
}
