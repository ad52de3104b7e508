using JobPilot.Plugins.Jobs.Listing;

namespace JobPilot.Plugins.Jobs.NormalizeCompany;

/// <summary>Refines <c>hiring_organization</c>: the name without its legal form, the form, and whether an agency is hiring for others.</summary>
[Processor("normalize_company", typeof(NormalizeCompanyOptions), Description = "Splits the legal form off a company's name and marks agencies.")]
public sealed class NormalizeCompanyProcessor : IProcessor
{
    private const string Rule = "company.legal_form/1";
    private const string RawRule = "company.as_posted/1";
    private const string PlaceholderRule = "company.placeholder/1";
    private const string AgencyRule = "company.agency_name/1";

    /// <summary>Makes the processor.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="context">What the host hands out.</param>
    public NormalizeCompanyProcessor(NormalizeCompanyOptions options, ComponentContext context)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
    }

    /// <inheritdoc />
    public Outcome Process(Record record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (ListingShape.Fault(record, ListingPaths.Company, ListingPaths.Provenance) is { } fault)
        {
            return Outcome.Reject(fault);
        }

        var raw = record.GetString(ListingPaths.CompanyNameRaw) ?? record.GetString(ListingPaths.CompanyName);
        if (string.IsNullOrWhiteSpace(raw))
        {
            return Outcome.Keep;
        }

        var company = CompanyNameParser.Instance.Parse(raw);
        if (!record.Has(ListingPaths.CompanyNameRaw))
        {
            record.Set(ListingPaths.CompanyNameRaw, raw);
            Provenance.Add(record, "/hiring_organization/name_raw", "hiring_organization.name", RawRule, 1);
        }

        if (company.Name.Length == 0)
        {
            record.Set(ListingPaths.CompanyName, (string?)null);
            Provenance.Add(record, "/hiring_organization/name", "hiring_organization.name_raw", PlaceholderRule, 0.9);
            return Outcome.Keep;
        }

        record.Set(ListingPaths.CompanyName, company.Name);
        Provenance.Add(record, "/hiring_organization/name", "hiring_organization.name_raw", Rule, company.LegalForm is null ? 0.9 : 0.98);
        if (company.LegalForm is not null)
        {
            record.Set(ListingPaths.CompanyLegalForm, company.LegalForm);
            Provenance.Add(record, "/hiring_organization/legal_form", "hiring_organization.name_raw", Rule, 0.98);
        }

        // A name tells an agency, never that it is none.
        if (company.IsAgency && record.GetBoolean(ListingPaths.CompanyIsAgency) is null)
        {
            record.Set(ListingPaths.CompanyIsAgency, true);
            Provenance.Add(record, "/hiring_organization/is_agency", "hiring_organization.name_raw", AgencyRule, 0.8);
        }

        return Outcome.Keep;
    }
}
