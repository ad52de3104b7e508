using JobPilot.Plugins.Jobs.NormalizeTitle;

namespace JobPilot.Plugins.Jobs.Tests.NormalizeTitle;

public class TitleNormalizerTests
{
    [Theory]
    [InlineData("Senior Welder (m/w/d)", "Welder")]
    [InlineData("Sr. Gardener - Remote", "Gardener")]
    [InlineData("Manager, Fleet Repairs", "Fleet Repairs Manager")]
    [InlineData("Bäcker:in (all genders), Vollzeit", "Bäcker")]
    [InlineData("Lead Furniture Designer | $31/hr", "Furniture Designer")]
    [InlineData("Crane Operators, Night Shift", "Crane Operator")]
    [InlineData("Vendeur(euse) H/F", "Vendeur")]
    [InlineData("Bridge Engineer III", "Bridge Engineer")]
    [InlineData("2026 Geology Intern - Summer", "Geology Intern")]
    [InlineData("Lead Generation Specialist", "Lead Generation Specialist")]
    [InlineData("Night Watch", "Night Watch")]
    [InlineData("Team Lead", "Team Lead")]
    [InlineData("Head of Orchards", "Head of Orchards")]
    [InlineData("Dachdecker Mitarbeiter in Hamburg", "Dachdecker Mitarbeiter")]
    [InlineData("(m/w/d)", "(m/w/d)")]
    [InlineData("*** URGENT *** Forklift Driver!!! $22/hr", "Forklift Driver")]
    [InlineData("Beekeeper 🐝 (Part-Time)", "Beekeeper")]
    [InlineData("NIGHT NURSE", "Night Nurse")]
    [InlineData("RN - ICU, TRAVEL NURSE", "RN")]
    [InlineData("HVAC TECHNICIAN", "HVAC Technician")]
    [InlineData("HEAD OF HR AND PAYROLL", "Head of HR and Payroll")]
    [InlineData("CHEF'S ASSISTANT", "Chef's Assistant")]
    [InlineData("E-COMMERCE CLERK", "E-Commerce Clerk")]
    [InlineData("ÉBÉNISTE", "Ébéniste")]
    [InlineData("CEO", "CEO")]
    [InlineData("CNC MILLER", "CNC Miller")]
    [InlineData("Cocinero/a", "Cocinero")]
    [InlineData("Camareros/as de piso", "Camareros de piso")]
    [InlineData("Enfermeira/o", "Enfermeira")]
    [InlineData("Buyer N/A", "Buyer")]
    public void Normalize_Title_GivesTheCore(string raw, string core) => Assert.Equal(core, TitleNormalizer.Instance.Normalize(raw));
}
