using JobPilot.Plugins.Jobs.Listing;
using JobPilot.Plugins.Jobs.Rules;

namespace JobPilot.Plugins.Jobs.NormalizeCompany;

/// <summary>Refines <c>hiring_organization</c>: the name without its legal form, the form, and whether an agency is hiring for others.</summary>
[Processor("normalize_company", typeof(NormalizeCompanyOptions), Description = "Splits the legal form off a company's name and marks agencies.")]
public sealed class NormalizeCompanyProcessor : IProcessor
{
    private const string Rule = "company.legal_form/1";
    private const string PlaceholderRule = "company.placeholder/1";
    private const string AgencyRule = "company.agency_name/1";
    private const string Version = "/1";
    private readonly RuleSet _rules;
    private readonly Lazy<CompanyNameParser> _parser;

    /// <summary>Makes the processor.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="context">What the host hands out.</param>
    /// <exception cref="FaultException">A rule file cannot be read, or is wrong.</exception>
    public NormalizeCompanyProcessor(NormalizeCompanyOptions options, ComponentContext context)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        _rules = RuleBook.Open("normalize_company", options.Rules, context);
        _parser = new Lazy<CompanyNameParser>(() => CompanyNameParser.Of(_rules));
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

        var company = _parser.Value.Parse(raw);
        var shipped = _rules.Changes(CompanyNameParser.File) ? CompanyNameParser.Instance.Parse(raw) : company;
        record.Set(ListingPaths.CompanyNameRaw, raw);
        if (company.Name.Length == 0)
        {
            record.Set(ListingPaths.CompanyName, (string?)null);
            Provenance.Add(record, "/hiring_organization/name", "hiring_organization.name_raw", RuleOf(raw, PlaceholderRule, shipped.Name.Length == 0), 0.9);
            return Outcome.Keep;
        }

        record.Set(ListingPaths.CompanyName, company.Name);
        Provenance.Add(record, "/hiring_organization/name", "hiring_organization.name_raw", RuleOf(raw, Rule, shipped.Name == company.Name), company.LegalForm is null ? 0.9 : 0.98);
        if (company.LegalForm is not null)
        {
            record.Set(ListingPaths.CompanyLegalForm, company.LegalForm);
            Provenance.Add(record, "/hiring_organization/legal_form", "hiring_organization.name_raw", RuleOf(raw, Rule, shipped.LegalForm == company.LegalForm), 0.98);
        }

        // A name tells an agency, never that it is none.
        if (company.IsAgency && record.GetBoolean(ListingPaths.CompanyIsAgency) is null)
        {
            record.Set(ListingPaths.CompanyIsAgency, true);
            Provenance.Add(record, "/hiring_organization/is_agency", "hiring_organization.name_raw", RuleOf(raw, AgencyRule, shipped.IsAgency), 0.8);
        }

        return Outcome.Keep;
    }

    /// <summary>The user's rule where the shipped ones would have found something else.</summary>
    private string RuleOf(string raw, string rule, bool isShipped) => isShipped ? rule : _rules.Responsible(raw, CompanyNameParser.File) + Version;
}
