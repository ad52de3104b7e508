namespace JobPilot.Plugins.Jobs.ClassifyJob;

/// <summary>A row of <c>education.tsv</c>.</summary>
internal sealed record EducationRule(int Level, string Phrase, string[] NotBefore, string[] NotAfter, string[] Only, string Id)
{
    /// <summary>Levels, lowest first.</summary>
    public static readonly string[] Levels = ["high_school", "vocational", "associate", "bachelor", "master", "doctorate"];
}
