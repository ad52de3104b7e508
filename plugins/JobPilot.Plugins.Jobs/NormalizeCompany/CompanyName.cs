namespace JobPilot.Plugins.Jobs.NormalizeCompany;

/// <summary>A company's name, taken apart.</summary>
/// <param name="Name">Without legal form and trade mark signs.</param>
/// <param name="LegalForm">As written; null where there is none.</param>
/// <param name="IsAgency">Whether the name is that of an agency that recruits for others.</param>
internal sealed record CompanyName(string Name, string? LegalForm, bool IsAgency);
