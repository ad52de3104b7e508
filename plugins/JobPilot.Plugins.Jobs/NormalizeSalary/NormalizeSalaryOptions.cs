using System.ComponentModel;

namespace JobPilot.Plugins.Jobs.NormalizeSalary;

/// <summary>Options of <c>normalize_salary</c>.</summary>
public sealed class NormalizeSalaryOptions
{
    /// <summary>Whether the description is searched where no field states pay.</summary>
    [Description("Search the description (and the title) for pay where no field states it.")]
    public bool ReadText { get; init; } = true;

    /// <summary>Country of the postings where they name none.</summary>
    [Description("ISO 3166-1 alpha-2 code of the country whose currency a bare amount is in, where the posting names no country.")]
    [System.ComponentModel.DataAnnotations.RegularExpression("[A-Z]{2}")]
    public string? Country { get; init; }
}
