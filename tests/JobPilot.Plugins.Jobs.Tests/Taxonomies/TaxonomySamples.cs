using System.IO.Compression;

namespace JobPilot.Plugins.Jobs.Tests.Taxonomies;

/// <summary>A folder with invented occupations and skills, in the shapes of the official downloads and as JSON lines.</summary>
public sealed class TaxonomySamples : IDisposable
{
    public const string EscoOccupations = """"
        conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,hiddenLabels
        Occupation,http://taxonomy.invalid/occupation/1,6113,orchard keeper,"apple tree carer
        orchard hand, ""apples""",
        Occupation,http://taxonomy.invalid/occupation/2,7511,cider presser,press house worker,
        Occupation,http://taxonomy.invalid/occupation/3,2131,pomologist,"apple scientist
        fruit researcher",
        """";

    public const string EscoSkills = """
        conceptType,conceptUri,skillType,preferredLabel,altLabels
        KnowledgeSkillCompetence,http://taxonomy.invalid/skill/1,skill/competence,graft apple trees,"bud fruit trees
        grafting of apples"
        KnowledgeSkillCompetence,http://taxonomy.invalid/skill/2,knowledge,pomology,
        KnowledgeSkillCompetence,http://taxonomy.invalid/skill/3,skill/competence,attend to detail,
        KnowledgeSkillCompetence,http://taxonomy.invalid/skill/4,skill/competence,prune hedges,
        """;

    public const string OnetOccupations = "O*NET-SOC Code\tTitle\tDescription\n45-9001.00\tOrchard Keepers\tKeep apple trees.\n45-9002.00\tCider Pressers\tPress apples.\n";

    public const string OnetTitles = "O*NET-SOC Code\tAlternate Title\tShort Title\tSource(s)\n45-9001.00\tApple Tree Carer\tn/a\t01\n45-9002.00\tPress House Worker (PHW)\tPHW\t01\n";

    public const string OnetTechnologies = "O*NET-SOC Code\tExample\tCommodity Code\tCommodity Title\tHot Technology\n45-9001.00\tMicrosoft Excel\t43232110\tSpreadsheet software\tY\n45-9001.00\tOrchardView Planner\t43231500\tPlanning\tN\n";

    public TaxonomySamples() => Directory.CreateDirectory(Path);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName());

    public string Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        if (name.EndsWith(".gz", StringComparison.Ordinal))
        {
            using var writer = new StreamWriter(new GZipStream(File.Create(path), CompressionMode.Compress));
            writer.Write(text);
        }
        else
        {
            File.WriteAllText(path, text);
        }

        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
