using System.Globalization;
using System.Text.Json;

namespace JobPilot.Plugins.Demo;

/// <summary>A posting in the shape of 2022 to 2024.</summary>
internal sealed class LegacyPosting(Opening opening, PostingDetails details, DescriptionComposer description, DemoDirt dirt)
{
    public void Write(Utf8JsonWriter writer, ref Dice dice)
    {
        var odd = dice.Chance(dirt.OddLocations);
        writer.WriteString("employer_name", details.Employer);
        writer.OrNull("employer_logo", $"https://logos.example/{opening.CompanyName.Replace(" ", "-", StringComparison.Ordinal)}.png", ref dice, dirt.Nulls);
        writer.OrNull("employer_website", $"http://www.{opening.CompanyName.Split(' ')[0].ToLowerInvariant()}.example", ref dice, dirt.Nulls);
        writer.OrNull("employer_company_type", opening.Domain.Industry.Replace('_', ' '), ref dice, Math.Min(1, dirt.Nulls * 2));
        writer.WriteString("job_publisher", details.Publisher);
        writer.WriteString("job_id", details.Id);
        writer.OrNull("job_employment_type", opening.EmploymentType, ref dice, dirt.Nulls / 5);
        writer.WriteString("job_title", details.Title);
        writer.WriteString("job_apply_link", details.ApplyLink);
        writer.WriteBoolean("job_apply_is_direct", dice.Chance(0.15));
        writer.WriteNumber("job_apply_quality_score", Math.Round(0.3 + (dice.Share() * 0.6), 4));
        if (dice.Chance(0.7))
        {
            PostingFields.ApplyOptions(writer, details, ref dice);
        }

        writer.WriteString("job_description", details.Description);
        PostingFields.Remote(writer, opening, ref dice, 0);
        PostingFields.Posted(writer, dice.Chance(Math.Min(1, dirt.Nulls * 1.4)) ? null : details.PostedAt);
        PostingFields.Place(writer, opening.Place, odd, ref dice, dirt.Nulls);
        PostingFields.BenefitCodes(writer, ref dice, dirt.Nulls);
        writer.WriteString("job_google_link", $"https://search.example/jobs?hl={opening.Language.Code}&docid={details.Id.AsSpan(0, 12)}");
        if (dice.Chance(dirt.Nulls * 2))
        {
            writer.WriteNull("job_offer_expiration_datetime_utc");
            writer.WriteNull("job_offer_expiration_timestamp");
        }
        else
        {
            var expires = details.PostedAt.AddDays(dice.Between(20, 60));
            writer.WriteString("job_offer_expiration_datetime_utc", expires.ToString("yyyy-MM-ddTHH:mm:ss.000Z", CultureInfo.InvariantCulture));
            writer.WriteNumber("job_offer_expiration_timestamp", expires.ToUnixTimeSeconds());
        }

        Experience(writer, ref dice);
        writer.WriteNull("job_required_skills");
        Education(writer, ref dice);
        writer.WriteBoolean("job_experience_in_place_of_education", dice.Chance(0.1));
        PostingFields.Salary(writer, opening.Salary);
        writer.OrNull("job_salary_currency", opening.Salary is { Place: SalaryPlace.Fields } salary ? salary.Currency : null, ref dice, 0.1);
        if (opening.Salary is { Place: SalaryPlace.TextField } text)
        {
            writer.WriteString("job_salary_string", text.Text);
        }

        PostingFields.Highlights(writer, description, ref dice);
        writer.OrNull("job_job_title", opening.Head, ref dice, dirt.Nulls);
        writer.WriteString("job_posting_language", opening.Language.Code);
        writer.WriteString("job_onet_soc", opening.Domain.Soc);
        writer.WriteString("job_onet_job_zone", opening.Domain.Zone);
        writer.OrNull("job_naics_name", opening.Domain.Industry.Replace('_', ' '), ref dice, Math.Min(1, dirt.Nulls * 2));
    }

    private static void Experience(Utf8JsonWriter writer, ref Dice dice)
    {
        var mentioned = dice.Chance(0.6);
        writer.WriteStartObject("job_required_experience");
        writer.WriteBoolean("no_experience_required", !mentioned && dice.Chance(0.3));
        if (mentioned)
        {
            writer.WriteNumber("required_experience_in_months", dice.Between(1, 12) * 12);
        }
        else
        {
            writer.WriteNull("required_experience_in_months");
        }

        writer.WriteBoolean("experience_mentioned", mentioned);
        writer.WriteBoolean("experience_preferred", mentioned && dice.Chance(0.3));
        writer.WriteEndObject();
    }

    private static void Education(Utf8JsonWriter writer, ref Dice dice)
    {
        var degree = dice.Below(6);
        writer.WriteStartObject("job_required_education");
        writer.WriteBoolean("postgraduate_degree", degree == 1);
        writer.WriteBoolean("professional_certification", degree == 2);
        writer.WriteBoolean("high_school", degree == 3);
        writer.WriteBoolean("associates_degree", degree == 4);
        writer.WriteBoolean("bachelors_degree", degree == 5);
        writer.WriteBoolean("degree_mentioned", degree > 0);
        writer.WriteBoolean("degree_preferred", degree > 0 && dice.Chance(0.3));
        writer.WriteBoolean("professional_certification_mentioned", degree == 2);
        writer.WriteEndObject();
    }
}
