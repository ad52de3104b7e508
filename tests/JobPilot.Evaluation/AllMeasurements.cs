using JobPilot.Evaluation.Measurements;

namespace JobPilot.Evaluation;

/// <summary>What the table is made of, in its order.</summary>
internal static class AllMeasurements
{
    public static IReadOnlyList<IMeasurement> Create(DataFolder data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return
        [
            new SkillSpans(),
            new SoftSkillSpans(),
            new LinkedSkills(),
            new EscoOccupations(),
            new OnetOccupations(),
            new Seniority(),
            new Requirements(),
            new CoreTitles(),
            new CompanyNames(),
            new Places(),
            new WorkModes(),
            new Salaries(),
            new Languages(),
            new CleanTexts(),
            new Duplicates(),
            new FalseMerges(),
            new FraudScores(),
        ];
    }
}
