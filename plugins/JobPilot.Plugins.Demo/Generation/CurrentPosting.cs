using System.Text.Json;

namespace JobPilot.Plugins.Demo;

/// <summary>A posting in the shape of 2025.</summary>
internal sealed class CurrentPosting(
    Opening opening, PostingDetails details, DescriptionComposer description, DemoDirt dirt, DateTimeOffset retrievedAt)
{
    public void Write(Utf8JsonWriter writer, ref Dice dice)
    {
        var dated = !dice.Chance(Math.Min(1, dirt.Nulls * 1.4));
        var odd = dice.Chance(dirt.OddLocations);
        writer.WriteString("job_id", details.Id);
        writer.WriteString("job_title", details.Title);
        writer.WriteString("employer_name", details.Employer);
        writer.OrNull("employer_logo", $"https://logos.example/{opening.CompanyName.Replace(" ", "-", StringComparison.Ordinal)}.png", ref dice, dirt.Nulls);
        writer.OrNull("employer_website", $"https://www.{opening.CompanyName.Split(' ')[0].ToLowerInvariant()}.example", ref dice, dirt.Nulls);
        writer.WriteString("job_publisher", details.Publisher);
        writer.OrNull("job_employment_type", details.EmploymentWord, ref dice, dirt.Nulls / 4);
        writer.WriteStartArray("job_employment_types");
        writer.WriteStringValue(opening.EmploymentType);
        if (opening.EmploymentType == "FULLTIME" && dice.Chance(0.06))
        {
            writer.WriteStringValue("PARTTIME");
        }

        writer.WriteEndArray();
        writer.WriteString("job_apply_link", details.ApplyLink);
        writer.WriteBoolean("job_apply_is_direct", dice.Chance(0.15));
        PostingFields.ApplyOptions(writer, details, ref dice);
        writer.WriteString("job_description", details.Description);
        PostingFields.Remote(writer, opening, ref dice, dirt.Nulls / 3);
        if (dice.Chance(0.3))
        {
            writer.OrNull("work_arrangement", opening.WorkMode switch { WorkMode.Remote => "remote", WorkMode.Hybrid => "hybrid", WorkMode.OnSite => "onsite", _ => null }, ref dice, 0);
        }

        writer.OrNull("job_posted_at", RelativeAge.Write(retrievedAt - details.PostedAt, opening.Language.Code), ref dice, dated ? 0.1 : 0.5);
        PostingFields.Posted(writer, dated ? details.PostedAt : null);
        writer.OrNull("job_location", PostingFields.Location(opening, odd, ref dice), ref dice, dirt.Nulls / 10);
        PostingFields.Place(writer, opening.Place, odd, ref dice, dirt.Nulls);
        PostingFields.BenefitCodes(writer, ref dice, dirt.Nulls);
        writer.WriteString("job_google_link", $"https://search.example/jobs?q={opening.Domain.Name}&docid={details.Id.AsSpan(0, 12)}");
        var text = opening.Salary is { Place: not SalaryPlace.Description } salary && (salary.Place == SalaryPlace.TextField || dice.Chance(0.3)) ? salary.Text : null;
        writer.OrNull("job_salary", text, ref dice, 0);
        if (dice.Chance(0.5))
        {
            writer.OrNull("job_salary_string", text, ref dice, 0);
        }

        PostingFields.Salary(writer, opening.Salary);
        PostingFields.Highlights(writer, description, ref dice);
        writer.WriteString("job_onet_soc", opening.Domain.Soc);
        writer.WriteString("job_onet_job_zone", opening.Domain.Zone);
    }
}
