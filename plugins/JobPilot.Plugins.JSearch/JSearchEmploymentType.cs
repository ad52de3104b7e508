namespace JobPilot.Plugins.JSearch;

/// <summary>Kind of employment to search for.</summary>
public enum JSearchEmploymentType
{
    /// <summary>Full time.</summary>
    Fulltime = 0,

    /// <summary>Contractor.</summary>
    Contractor = 1,

    /// <summary>Part time.</summary>
    Parttime = 2,

    /// <summary>Internship.</summary>
    Intern = 3,
}
