using JobPilot.Plugins.Jobs.Listing;

namespace JobPilot.Plugins.Jobs.NormalizeLocation;

/// <summary>The country for which the currency of pay, else the company's legal form, speaks. Weak: asked only where letters may be a state or a country, and nothing else tells.</summary>
internal static class CountryHint
{
    private static readonly (string End, string Country)[] Forms =
    [
        (" gmbh", "DE"), (" ag", "DE"), (" kg", "DE"), (" e.v.", "DE"), (" ug", "DE"), (" ohg", "DE"), (" pvt ltd", "IN"), (" pvt. ltd.", "IN"), (" private limited", "IN"), (" llc", "US"), (" ulc", "CA"),
    ];

    /// <summary>Alpha-2; null where neither speaks for one.</summary>
    public static string? Of(Record record)
    {
        var country = record.GetString(ListingPaths.SalaryCurrency) switch
        {
            "USD" => "US",
            "CAD" => "CA",
            "INR" => "IN",

            // Of the three countries only Germany pays in it.
            "EUR" => "DE",
            _ => null,
        };
        return country ?? OfCompany(record.GetString(ListingPaths.CompanyNameRaw) ?? record.GetString(ListingPaths.CompanyName));
    }

    private static string? OfCompany(string? name)
    {
        var written = name?.Replace(",", "", StringComparison.Ordinal).Trim();
        return written is null ? null : Array.Find(Forms, form => written.EndsWith(form.End, StringComparison.OrdinalIgnoreCase)).Country;
    }
}
