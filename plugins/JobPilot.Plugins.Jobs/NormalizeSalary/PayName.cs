namespace JobPilot.Plugins.Jobs.NormalizeSalary;

/// <summary>What pay is by its name.</summary>
internal enum PayName
{
    /// <summary>No name tells.</summary>
    Other,

    /// <summary>What is paid in any case: "base salary".</summary>
    Base,

    /// <summary>What is earned if all goes well: "OTE".</summary>
    Target,
}
