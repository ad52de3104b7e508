using System.Text.Json.Nodes;

namespace JobPilot.Plugins.Jobs.Tests.Snapshots;

/// <summary>Invented listings, each awkward for one processor.</summary>
internal static class AwkwardListings
{
    public static IReadOnlyList<JsonObject> For(string processor) => processor switch
    {
        "detect_language" => [.. Languages.Select(Parse)],
        "normalize_title" => [.. Titles.Select(title => new JsonObject { ["title"] = title, ["title_raw"] = title })],
        "normalize_company" => [.. Companies.Select(name => new JsonObject { ["hiring_organization"] = new JsonObject { ["name"] = name } })],
        "normalize_location" => [.. Places.Select(place => new JsonObject { ["locations"] = new JsonArray(new JsonObject { ["raw"] = place }) })],
        "normalize_salary" => [.. Pay.Select(pay => new JsonObject { ["base_salary"] = new JsonObject { ["raw"] = pay } }), .. PayInFields.Select(Parse)],
        "extract_skills" => [.. Skills.Select(Described)],
        "classify_job" => [.. Jobs.Select(job => new JsonObject { ["title"] = job.Title, ["title_raw"] = job.Title, ["description"] = new JsonObject { ["text"] = job.Text } })],
        "score_quality" => [.. Scored.Select(Parse)],
        _ => [.. Invalid.Select(Parse)],
    };

    private static readonly string[] Languages =
    [
        """{"title_raw":"Beveiliger"}""", """{"title_raw":"Koch","description":{"text":"We are looking for a cook."}}""", """{"title_raw":"???","description":{"text":"123 !!!"}}""", "{}",
        """{"description":{"text":"Wir suchen einen Bäcker.","language":"en"}}""", """{"description":{"text":"Wir suchen einen Bäcker.","language":"German"}}""",
        """{"description":{"text":"Our values. Wir suchen für unser Team in Köln zum nächstmöglichen Zeitpunkt eine Verstärkung."}}""", """{"title_raw":"Sales Manager (m/w/d)"}""", """{"description":"no object"}""",
    ];

    private static readonly string[] Titles =
    [
        "NIGHT NURSE", "SR. HVAC TECHNICIAN (M/W/D) - REMOTE", "Cocinero/a de línea", "Chef(fe) de partie H/F", "Pflegefachkraft (m/w/d) | 4.000 € | Vollzeit",
        "*** URGENT *** Fork-lift Driver!!! $22/hr", "Engineer II, Bridges", "Manager, Night Bakery", "2027 Summer Intern - Glassblowing", "Remote", "(m/f/d)",
        "Verkäufer:in / Kassierer*in", "Lead Lead Generation Specialist", "C++/C# Developer", "  Head\tof\nOrchards  ", "看護師", "Beekeeper 🐝 (Part-Time)", "R&D Chemist", "Data Entry - Work From Home - Part Time",
    ];

    private static readonly string[] Companies =
    [
        "Kornblume Bäckerei GmbH & Co. KG", "ACME ORCHARDS, INC.", "Moss & Fern Staffing Ltd", "L'Atelier du Pain S.A.R.L.", "Confidential", "via Harbour Recruiters (for a client)", "  Nordlicht   AG ",
        "Sociedad Naranja, S.L.", "N/A", "The Glass Company LLC dba Clearview", "株式会社りんご", "Stadtgrün e.V.", "Wellness Co", "Ko-op U.A.", "Brot®™ Ltd.",
    ];

    private static readonly string[] Places =
    [
        "Quebec", "Quebec City, QC", "Montréal, Québec, Canada", "Remote (US only)", "Remote - Anywhere in Europe", "Freiburg im Breisgau, Germany (Hybrid)", "Springfield", "Springfield, MO", "London, ON", "London",
        "Paris or Lyon", "München / Home-Office", "Georgia", "Tbilisi, Georgia", "New York, New York, United States", "10115 Berlin", "Multiple Locations", "Cork, Cork, Ireland", "San José, Costa Rica", "St. Louis, MO", "Worldwide",
        "Frankfurt (Oder)", "Bangalore Urban, Karnataka, IN", "???",
    ];

    private static readonly string[] Pay =
    [
        "$22 - $31/hr", "€38K–€45K a year", "45.000 € bis 52.000 € brutto im Jahr", "Up to £30k pro rata", "From 4 000 kr. per måned", "$1", "$120,000.00 OTE", "15,50 €/Std.", "$80k-100k + equity", "competitive", "100000", "USD 500 per day",
        "£12.21", "30-40 LPA", "$70.000", "between $50,000 and $40,000", "1.5 - 2 million JPY", "$20 sign-on bonus",
    ];

    private static readonly string[] PayInFields =
    [
        """{"base_salary":{"min":45,"max":90000,"currency":"usd","period":"YEAR"}}""", """{"base_salary":{"min":0,"max":0}}""",
        """{"base_salary":{"min":60000,"max":50000,"currency":"EUR","period":"YEAR"}}""", """{"base_salary":{"min":25,"period":"HOUR"},"locations":[{"country":"GB"}]}""",
        """{"description":{"text":"We raised $40 million. You earn $24 to $28 per hour, and a $2,000 sign-on bonus."},"locations":[{"country":"US"}]}""",
    ];

    private static readonly string[] Skills =
    [
        "Go to market. Excel in spring. R you ready? Rust never sleeps on our boats.", "Must have: C, C++, C#, .NET, Node.js.\nNice to have: Go and R.", "Java/JavaScript/TypeScript; CI/CD (GitHub Actions)",
        "No Python needed. SQL required, Excel preferred.", "SAP-Kenntnisse von Vorteil, sehr gute Excel-Kenntnisse erforderlich.", "Forklift licence, first aid, teamwork and a driving licence", "python PYTHON Python", "",
    ];

    private static readonly (string Title, string Text)[] Jobs =
    [
        ("Junior Baker", "At least 10 years of our history; 0-2 years of experience. High school diploma."), ("Head of Orchards", "15+ years leading orchards. MBA preferred, bachelor's required."),
        ("Werkstudent Gärtnerei (m/w/d)", "Du studierst Gartenbau. Berufserfahrung nicht erforderlich."), ("Beekeeper II", "Three (3) to five (5) years' experience. Contract, part-time, 20 hours a week."),
        ("Nurse", "Our company, 40 years of experience, seeks you. Fully remote is not possible; you work on site."), ("Stage - apprenti boulanger", "Formation CAP. CDD de 6 mois."), ("Lead", "5 ans d'expérience minimum, Bac+5"), ("", ""),
        ("Senior Intern Coordinator", "PhD or equivalent experience. German C1, English fluent; 2 days per week in the office."),
    ];

    private static readonly string[] Scored =
    [
        "{}", """{"title":"COOK NOW!!! $$$","title_raw":"COOK NOW!!! $$$","description":{"text":"PAY A REGISTRATION FEE. WRITE ON WHATSAPP."}}""",
        """{"title":"Cook","hiring_organization":{"name":"Inn"},"locations":[{"country":"DE"}],"base_salary":{"min":9,"max":3},"apply":[{"url":"https://inn.example/1"}],"date_posted":"2099-01-01T00:00:00Z","source":{"retrieved_at":"2026-01-01T00:00:00Z","demo":true}}""",
        """{"title":"Cook","valid_through":"2020-01-01T00:00:00Z","date_posted":"2019-01-01T00:00:00Z","source":{"retrieved_at":"2026-01-01T00:00:00Z"},"description":{"text":"   "}}""",
    ];

    private static readonly string[] Invalid =
    [
        "{}", """{"id":5,"title":null,"source":[]}""", """{"id":"x","title":"","source":{"collector":"board","external_id":"1","retrieved_at":"yesterday"}}""",
        """{"id":"x","title":"Cook","source":{"collector":"board","external_id":"1","retrieved_at":"2026-01-01T00:00:00Z","demo":false},"base_salary":{"min":-4,"period":"FORTNIGHT"},"locations":[{"country":"Germany","latitude":200}],"unknown":1}""",
    ];

    private static JsonObject Described(string text) => new() { ["description"] = new JsonObject { ["text"] = text } };

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
