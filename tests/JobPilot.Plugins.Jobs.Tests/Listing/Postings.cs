using System.Text.Json.Nodes;
using JobPilot.Plugins.Jobs.CleanText;
using JobPilot.Plugins.Jobs.MapJob;
using JobPilot.Testing;

namespace JobPilot.Plugins.Jobs.Tests.Listing;

/// <summary>Invented postings in JSearch's shape, and what the processors make of them.</summary>
internal static class Postings
{
    /// <summary>The shape of today, every field given.</summary>
    public const string Today = """
        {"job_id":"demoAAAA==","job_title":"Senior Baker &amp; Pastry Chef (m/f/d)","employer_name":"Kornblume Bäckerei GmbH","employer_logo":"https://kornblume.example/logo.png",
         "employer_website":"https://kornblume.example","job_publisher":"BrotJobs","job_employment_type":"Full-time","job_employment_types":["FULLTIME","PARTTIME","FULLTIME"],
         "job_apply_link":"https://brotjobs.example/jobs/4711?utm_source=google","job_apply_is_direct":false,
         "apply_options":[{"publisher":"BrotJobs","apply_link":"https://brotjobs.example/jobs/4711?utm_source=google","is_direct":false},
           {"publisher":"Kornblume","apply_link":"https://kornblume.example/careers/4711","is_direct":true}],
         "job_description":"<p>We bake.</p><h3>Your tasks</h3><ul><li>Knead dough</li><li>Lead the night shift</li></ul><h3>Your profile</h3><ul><li>5 years of baking</li></ul>",
         "job_is_remote":null,"work_arrangement":"onsite","job_posted_at":"vor 3 Tagen","job_location":"Freiburg, Germany","job_city":"Freiburg","job_state":"Baden-Württemberg",
         "job_country":"DE","job_latitude":47.999,"job_longitude":7.842,"job_benefits":["paid_time_off","free_bread"],"job_highlights":{},"job_salary":null,
         "job_salary_string":"€38K–€45K a year","job_min_salary":38000,"job_max_salary":45000,"job_salary_period":"YEAR","job_onet_soc":"51301100","seniority_level":"Senior",
         "required_experience_years":5,"required_technologies":["rack oven"],"preferred_technologies":["Rack oven","laminator"],"job_google_link":"https://search.example/?q=baker#4711"}
        """;

    /// <summary>The shape of the first years, mostly null.</summary>
    public const string Legacy = """
        {"job_id":"demoBBBB==","employer_name":"Harbour Clinic","employer_company_type":null,"job_publisher":"NurseBoard","job_employment_type":"CONTRACTOR","job_title":"Night Nurse",
         "job_apply_link":"https://nurseboard.example/view/night-nurse-harbour-clinic","job_apply_is_direct":true,"job_description":"Care for patients at night.\n• Responsibilities:\n• Watch\n• Write reports",
         "job_is_remote":true,"job_posted_at_timestamp":1725408252,"job_posted_at_datetime_utc":"2024-09-04T00:04:12.000Z","job_city":null,"job_state":null,"job_country":"US",
         "job_latitude":null,"job_longitude":null,"job_benefits":null,"job_offer_expiration_datetime_utc":null,"job_offer_expiration_timestamp":1731024000,
         "job_required_experience":{"no_experience_required":"false","required_experience_in_months":18,"experience_mentioned":true,"experience_preferred":false},
         "job_required_skills":["triage","Triage","charting"],"job_required_education":{"postgraduate_degree":true,"high_school":false,"associates_degree":false,"bachelors_degree":true},
         "job_min_salary":0,"job_max_salary":42.5,"job_salary_currency":"usd","job_salary_period":"HOUR","job_highlights":{"Qualifications":["Licence","  "],"Benefits":["Meals"]},
         "job_posting_language":"en-US","job_onet_soc":"29114100"}
        """;

    public static Record Raw(string json, bool demo = false) => Record.FromJson(JsonNode.Parse(json)!.AsObject()).WithOrigin("board", demo: demo);

    public static Record Mapped(string json, MapJobOptions? options = null) =>
        new MapJobProcessor(options ?? new MapJobOptions(), TestContext.Create()).Process(Raw(json), default).Records.Single();

    public static Record Cleaned(string json)
    {
        var record = Mapped(json);
        new CleanTextProcessor(new CleanTextOptions(), TestContext.Create()).Process(record, default);
        return record;
    }

    public static JsonNode ToNode(this Record record) => JsonNode.Parse(record.ToUtf8())!;
}
