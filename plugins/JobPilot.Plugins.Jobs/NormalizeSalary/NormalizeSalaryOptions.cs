using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using JobPilot.Plugins.Jobs.NormalizeSalary.Conversion;
using JobPilot.Plugins.Jobs.Rules;

namespace JobPilot.Plugins.Jobs.NormalizeSalary;

/// <summary>Options of <c>normalize_salary</c>.</summary>
public sealed class NormalizeSalaryOptions : IRuledOptions, IValidatedOptions
{
    /// <summary>Whether the description is searched where no field states pay.</summary>
    [Description("Search the description (and the title) for pay where no field states it.")]
    public bool ReadText { get; init; } = true;

    /// <summary>Country of the postings where they name none.</summary>
    [Description("ISO 3166-1 alpha-2 code of the country whose currency a bare amount is in, where the posting names no country.")]
    [RegularExpression("[A-Z]{2}")]
    public string? Country { get; init; }

    /// <summary>Currency that a year's pay is also written in.</summary>
    [Description("ISO 4217 code of the currency that a year's pay is also written in, as base_salary.converted. Needs rates.")]
    [RegularExpression("[A-Z]{3}")]
    public string? ConvertTo { get; init; }

    /// <summary>Table of exchange rates.</summary>
    [Description("CSV file of exchange rates with the columns date, currency, rate, base: on that day one of the base is so much of the currency. Relative to the working directory.")]
    [MinLength(1)]
    public string? Rates { get; init; }

    /// <summary>How old a rate may be.</summary>
    [Description("Days that a rate may be older than the posting before a warning is logged; it is used nevertheless.")]
    [Range(0, 36_500)]
    public int MaxRateAgeDays { get; init; } = 31;

    /// <summary>Rule files, in order; empty for the shipped rules.</summary>
    [Description(IRuledOptions.Description)]
    [SingleOrList]
    public IReadOnlyList<string> Rules { get; init; } = [];

    string IRuledOptions.Section => "normalize_salary";

    /// <inheritdoc />
    public IEnumerable<Diagnostic> Validate()
    {
        if (ConvertTo is not null && Rates is null)
        {
            yield return new Diagnostic("normalize_salary.no_rates", "`convert_to` needs a table of exchange rates.") { Pointer = "/convert_to", Fix = "Name a CSV file in `rates`." };
        }
        else if (ConvertTo is null && Rates is not null)
        {
            yield return new Diagnostic("normalize_salary.no_currency", "`rates` is given, but no currency to convert to.") { Pointer = "/rates", Fix = "Set `convert_to`, for instance to EUR." };
        }
    }

    IEnumerable<string> IFileOptions.ListFiles() => Rates is null ? Rules : [.. Rules, Rates];

    IEnumerable<Diagnostic> IFileOptions.CheckFiles(Func<string, string> resolvePath)
    {
        List<Diagnostic> findings = Rules.Count == 0 ? [] : [.. RuleBook.Read(Rules, resolvePath).Findings];
        if (Rates is { } rates)
        {
            var table = RateFile.Read(rates, resolvePath, out var wrong);
            findings.AddRange(wrong);
            if (ConvertTo is { } currency && table?.Has(currency) == false)
            {
                findings.Add(new Diagnostic("normalize_salary.no_rate", $"The table of rates `{rates}` has no rate of {currency}, so nothing could be converted.")
                {
                    Pointer = "/convert_to",
                    Fix = "Name a currency of the table, or add its rates.",
                });
            }
        }

        return findings;
    }
}
