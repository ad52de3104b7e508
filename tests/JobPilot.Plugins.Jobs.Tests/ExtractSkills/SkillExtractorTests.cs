using JobPilot.Plugins.Jobs.ExtractSkills;
using JobPilot.Plugins.Jobs.Rules;

namespace JobPilot.Plugins.Jobs.Tests.ExtractSkills;

public sealed class SkillExtractorTests
{
    private static readonly SkillExtractor Extractor = new(SkillVocabulary.Load(RuleSet.Shipped), SkillUnits.Of(RuleSet.Shipped));

    [Theory]
    [InlineData("We use C#, C++ and .NET with Node.js.", "C#|C++|.NET|Node.js")]
    [InlineData("You will go to market and excel in spring.", "")]
    [InlineData("Languages: Go, R and Swift", "Go|R|Swift")]
    [InlineData("Experience with Excel", "Excel")]
    [InlineData("Apache Kafka and kafka", "Kafka")]
    [InlineData("CI/CD on AWS, T-SQL", "CI/CD|AWS|T-SQL")]
    [InlineData("machine, learning", "")]
    [InlineData("R you ready for Python?", "Python")]
    [InlineData("Work in R&D with Python", "Python")]
    [InlineData("Statistics in R, Python", "Statistics|R|Python")]
    [InlineData("No Python needed", "")]
    [InlineData("No prior Java or SQL experience required", "")]
    [InlineData("Python is not required, SQL is", "SQL")]
    [InlineData("Keine Python-Kenntnisse nötig", "")]
    [InlineData("No nonsense, just Python", "Python")]
    [InlineData("Docker, no matter which cloud", "Docker")]
    [InlineData("Ensure data integrity in Python", "Python")]
    [InlineData("Honesty and integrity", "Honesty|Integrity")]
    [InlineData("A potter in Hong Kong with Docker", "Docker")]
    [InlineData("Version control systems and control systems", "Version control|Control systems")]
    [InlineData("Present to our leadership team, show leadership", "Leadership")]
    [InlineData("Clay Works Plc is listed on the stock exchange", "")]
    [InlineData("Relever un nouveau défi", "")]
    [InlineData("Work with the Sales team and the marketing department", "")]
    [InlineData("Align Sales, Marketing and Product teams", "")]
    [InlineData("Partner with Marketing, Delivery, and Executive team members", "")]
    [InlineData("Partner with sales and product teams, know procurement", "Procurement")]
    [InlineData("Zusammenarbeit mit der Abteilung Controlling", "")]
    [InlineData("Vous aidez l'équipe marketing", "")]
    [InlineData("Trabajarás con el departamento de marketing", "")]
    [InlineData("Sie arbeiten mit dem Marketing Team", "")]
    [InlineData("Sie verstärken unser Marketing Team", "Marketing")]
    [InlineData("Join our growing sales and marketing team", "Sales|Marketing")]
    [InlineData("Join us. You help the sales team", "")]
    [InlineData("Experience in marketing and leading teams", "Marketing")]
    [InlineData("Experience in an accounting or accounts payable department", "Accounting|Accounts payable")]
    [InlineData("Marketing team player", "Marketing|Teamwork")]
    [InlineData("Accounting, Excel and team spirit", "Accounting|Excel")]
    [InlineData("You know Sales. Team up with us", "Sales")]
    [InlineData("Experience in an agile team, Scrum teams", "Agile|Scrum")]
    [InlineData("Join our Python team", "Python")]
    [InlineData("The Sales team asks for experience in sales", "Sales")]
    [InlineData("Abschlüsse nach HGB und SAP", "HGB|SAP")]
    public void Extract_Text_FindsNames(string text, string names) =>
        Assert.Equal(names, string.Join('|', Extractor.Extract(text).Select(match => match.Skill.Name)));

    [Fact]
    public void Extract_Sections_TellRequiredFromPreferred()
    {
        const string text = "Requirements:\n- Python and SQL\n- Docker is a plus\nNice to have:\n- Terraform\nWhat you'll do\n- Write Java, ideally Kotlin.\n";

        var found = Extractor.Extract(text).Select(match => (match.Skill.Name, match.IsRequired, text.Substring(match.Start, match.Length)));

        Assert.Equal(
            [("Python", true, "Python"), ("SQL", true, "SQL"), ("Docker", false, "Docker"), ("Terraform", false, "Terraform"), ("Java", true, "Java"), ("Kotlin", false, "Kotlin")],
            found);
    }

    [Theory]
    [InlineData("SQL required, Excel preferred", "SQL:True|Excel:False")]
    [InlineData("Experience with Excel preferred, SQL is a must", "Excel:False|SQL:True")]
    [InlineData("Docker and Terraform are a plus", "Docker:False|Terraform:False")]
    [InlineData("Python not required but a plus", "Python:False")]
    [InlineData("Required: Python, Java\nBonus: Docker", "Python:True|Java:True|Docker:False")]
    public void Extract_CuesOfASentence_BelongToTheirPart(string text, string skills) =>
        Assert.Equal(skills, string.Join('|', Extractor.Extract(text).Select(match => $"{match.Skill.Name}:{match.IsRequired}")));
}
