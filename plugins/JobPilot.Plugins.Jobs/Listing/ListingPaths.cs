namespace JobPilot.Plugins.Jobs.Listing;

/// <summary>Where the fields of a canonical listing stand, compiled once. Names and shapes are those of <c>job-listing.v1.schema.json</c>.</summary>
internal static class ListingPaths
{
    public static readonly FieldPath Id = FieldPath.Parse("id");

    public static readonly FieldPath Source = FieldPath.Parse("source");
    public static readonly FieldPath SourceCollector = FieldPath.Parse("source.collector");
    public static readonly FieldPath SourcePublisher = FieldPath.Parse("source.publisher");
    public static readonly FieldPath SourceExternalId = FieldPath.Parse("source.external_id");
    public static readonly FieldPath SourceUrl = FieldPath.Parse("source.url");
    public static readonly FieldPath SourceRetrievedAt = FieldPath.Parse("source.retrieved_at");
    public static readonly FieldPath SourceDemo = FieldPath.Parse("source.demo");

    public static readonly FieldPath Title = FieldPath.Parse("title");
    public static readonly FieldPath TitleRaw = FieldPath.Parse("title_raw");

    public static readonly FieldPath Company = FieldPath.Parse("hiring_organization");
    public static readonly FieldPath CompanyName = FieldPath.Parse("hiring_organization.name");
    public static readonly FieldPath CompanyNameRaw = FieldPath.Parse("hiring_organization.name_raw");
    public static readonly FieldPath CompanyLegalForm = FieldPath.Parse("hiring_organization.legal_form");
    public static readonly FieldPath CompanyWebsite = FieldPath.Parse("hiring_organization.website");
    public static readonly FieldPath CompanyLogoUrl = FieldPath.Parse("hiring_organization.logo_url");
    public static readonly FieldPath CompanyIsAgency = FieldPath.Parse("hiring_organization.is_agency");

    public static readonly FieldPath Description = FieldPath.Parse("description");
    public static readonly FieldPath DescriptionText = FieldPath.Parse("description.text");
    public static readonly FieldPath DescriptionLanguage = FieldPath.Parse("description.language");
    public static readonly FieldPath Sections = FieldPath.Parse("description.sections");
    public static readonly FieldPath Responsibilities = FieldPath.Parse("description.sections.responsibilities");
    public static readonly FieldPath Requirements = FieldPath.Parse("description.sections.requirements");
    public static readonly FieldPath Benefits = FieldPath.Parse("description.sections.benefits");

    /// <summary>Array of places; the first one's fields have paths of their own, since most postings name one place.</summary>
    public static readonly FieldPath Locations = FieldPath.Parse("locations");
    public static readonly FieldPath LocationRaw = FieldPath.Parse("locations[0].raw");
    public static readonly FieldPath LocationCity = FieldPath.Parse("locations[0].city");
    public static readonly FieldPath LocationRegion = FieldPath.Parse("locations[0].region");
    public static readonly FieldPath LocationCountry = FieldPath.Parse("locations[0].country");
    public static readonly FieldPath LocationLatitude = FieldPath.Parse("locations[0].latitude");
    public static readonly FieldPath LocationLongitude = FieldPath.Parse("locations[0].longitude");
    public static readonly FieldPath LocationGeonamesId = FieldPath.Parse("locations[0].geonames_id");

    public static readonly FieldPath WorkMode = FieldPath.Parse("work_mode");
    public static readonly FieldPath RemoteCountries = FieldPath.Parse("remote_countries");

    public static readonly FieldPath Salary = FieldPath.Parse("base_salary");
    public static readonly FieldPath SalaryMin = FieldPath.Parse("base_salary.min");
    public static readonly FieldPath SalaryMax = FieldPath.Parse("base_salary.max");
    public static readonly FieldPath SalaryCurrency = FieldPath.Parse("base_salary.currency");
    public static readonly FieldPath SalaryPeriod = FieldPath.Parse("base_salary.period");
    public static readonly FieldPath SalaryAnnualMin = FieldPath.Parse("base_salary.annual_min");
    public static readonly FieldPath SalaryAnnualMax = FieldPath.Parse("base_salary.annual_max");
    public static readonly FieldPath SalaryConverted = FieldPath.Parse("base_salary.converted");
    public static readonly FieldPath SalaryRaw = FieldPath.Parse("base_salary.raw");
    public static readonly FieldPath SalaryOrigin = FieldPath.Parse("base_salary.origin");

    public static readonly FieldPath EmploymentTypes = FieldPath.Parse("employment_types");
    public static readonly FieldPath Seniority = FieldPath.Parse("seniority");
    public static readonly FieldPath Experience = FieldPath.Parse("experience_years");
    public static readonly FieldPath ExperienceMin = FieldPath.Parse("experience_years.min");
    public static readonly FieldPath ExperienceMax = FieldPath.Parse("experience_years.max");
    public static readonly FieldPath Education = FieldPath.Parse("education");

    public static readonly FieldPath OccupationIsco = FieldPath.Parse("occupation.isco");
    public static readonly FieldPath OccupationEsco = FieldPath.Parse("occupation.esco");
    public static readonly FieldPath OccupationSoc = FieldPath.Parse("occupation.soc");
    public static readonly FieldPath OccupationLabel = FieldPath.Parse("occupation.label");
    public static readonly FieldPath Occupation = FieldPath.Parse("occupation");
    public static readonly FieldPath OccupationCandidates = FieldPath.Parse("occupation.candidates");
    public static readonly FieldPath OccupationConfidence = FieldPath.Parse("occupation.confidence");

    public static readonly FieldPath Skills = FieldPath.Parse("skills");

    public static readonly FieldPath DatePosted = FieldPath.Parse("date_posted");
    public static readonly FieldPath ValidThrough = FieldPath.Parse("valid_through");

    public static readonly FieldPath Apply = FieldPath.Parse("apply");
    public static readonly FieldPath ApplyUrl = FieldPath.Parse("apply[0].url");

    public static readonly FieldPath Quality = FieldPath.Parse("quality");
    public static readonly FieldPath QualityScore = FieldPath.Parse("quality.score");
    public static readonly FieldPath QualityFlags = FieldPath.Parse("quality.flags");

    public static readonly FieldPath Duplicates = FieldPath.Parse("duplicates");
    public static readonly FieldPath DuplicatesMatchKey = FieldPath.Parse("duplicates.match_key");
    public static readonly FieldPath DuplicatesOpeningId = FieldPath.Parse("duplicates.opening_id");
    public static readonly FieldPath DuplicatesOtherSources = FieldPath.Parse("duplicates.other_sources");

    public static readonly FieldPath Provenance = FieldPath.Parse("provenance");
    public static readonly FieldPath Raw = FieldPath.Parse("raw");
}
