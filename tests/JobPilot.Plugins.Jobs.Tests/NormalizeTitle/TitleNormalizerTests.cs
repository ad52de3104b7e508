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
    public void Normalize_Title_GivesTheCore(string raw, string core) => Assert.Equal(core, TitleNormalizer.Instance.Normalize(raw));
}
