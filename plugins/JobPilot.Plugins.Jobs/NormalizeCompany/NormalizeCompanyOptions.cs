namespace JobPilot.Plugins.Jobs.NormalizeCompany;

/// <summary>Options of <c>normalize_company</c>; there are none yet.</summary>
public sealed class NormalizeCompanyOptions;
