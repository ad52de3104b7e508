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
    [InlineData("Java+Spring", "Java|Spring")]
    [InlineData("Java + Spring + Hibernate", "Java|Spring|Hibernate")]
    [InlineData("Java/Spring/Hibernate", "Java|Spring|Hibernate")]
    [InlineData("C++/Qt, C++14 and C++", "C++|Qt")]
    [InlineData("C++/Python+SQL", "C++|Python|SQL")]
    [InlineData("HTML+CSS+JavaScript", "HTML|CSS|JavaScript")]
    [InlineData("HTML5+CSS3", "HTML|CSS")]
    [InlineData("Two qt of glaze", "")]
    [InlineData("CompTIA Security+ and Notepad++", "Security+")]
    [InlineData("TCP/IP, PL/SQL, A/B testing and CI/CD", "TCP/IP|PL/SQL|A/B testing|CI/CD")]
    [InlineData("3+years of Python", "Python")]
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
    [InlineData("Work with the Sales team", "")]
    [InlineData("Partner with Sales, Marketing and Product teams", "")]
    [InlineData("Partner with Marketing, Delivery, and Executive team members", "")]
    [InlineData("Collaborate with sales, marketing, and other departments", "")]
    [InlineData("Work across sales and product teams, know procurement", "Procurement")]
    [InlineData("Sie sind Schnittstelle zu den Abteilungen Einkauf und Logistik", "")]
    [InlineData("Vous travaillez avec l'équipe marketing", "")]
    [InlineData("Vas a colaborar con el departamento de marketing", "")]
    [InlineData("Sie arbeiten eng mit dem Marketing-Team", "")]
    [InlineData("Sie verstärken unser Marketing Team", "Marketing")]
    [InlineData("Für die Abteilung Einkauf suchen wir eine Fachkraft", "Purchasing")]
    [InlineData("Vous faites partie de l'équipe marketing", "Marketing")]
    [InlineData("Join our growing sales and marketing team", "Sales|Marketing")]
    [InlineData("Join our U.S. Marketing team", "Marketing")]
    [InlineData("Our Marketing team is looking for you", "Marketing")]
    [InlineData("We are seeking a Customer Service Team Member", "Customer service")]
    [InlineData("You will manage the Procurement department", "Procurement")]
    [InlineData("You collaborate with us. The Marketing team is small", "Marketing")]
    [InlineData("Work with people who know project management and agile teams", "Project management|Agile")]
    [InlineData("Strengths: Recruiting, Payroll, Cross Team Communication", "Recruiting|Payroll|Communication skills")]
    [InlineData("Experience in an accounting or accounts payable department", "Accounting|Accounts payable")]
    [InlineData("Experience in marketing and leading teams", "Marketing")]
    [InlineData("Work with Accounting, Excel and team spirit", "Accounting|Excel")]
    [InlineData("Work closely with an agile team, Scrum teams", "Agile|Scrum")]
    [InlineData("Work closely with stakeholders across sales, marketing and procurement", "")]
    [InlineData("Collaborate with colleagues in Marketing and Purchasing, know Excel", "Excel")]
    [InlineData("Liaise with departments such as Sales, Marketing and Human Resources", "")]
    [InlineData("Lead teams across sales and marketing", "Sales|Marketing")]
    [InlineData("Work with teams in Berlin. Marketing is your field", "Marketing")]
    [InlineData("Work with our Python team", "Python")]
    [InlineData("Abschlüsse nach HGB und SAP", "HGB|SAP")]
    [InlineData("熟悉Java、Python和Spring框架", "Java|Python|Spring")]
    [InlineData("PythonとSQLの経験", "Python|SQL")]
    [InlineData("精通C语言、C++和.NET框架，使用Excel", "C|C++|.NET|Excel")]
    [InlineData("Java와 Python을 활용한 개발", "Java|Python")]
    [InlineData("研发部R组", "")]
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
