using JobPilot.Plugins.Jobs.NormalizeLocation;

namespace JobPilot.Plugins.Jobs.Tests.NormalizeLocation;

public class WorkModeReaderTests
{
    [Theory]
    [InlineData("This is a fully remote role.", "remote")]
    [InlineData("You work three days per week in the office.", "hybrid")]
    [InlineData("Wir bieten zwei Tage Homeoffice.", "hybrid")]
    [InlineData("The position is on-site only.", "on_site")]
    [InlineData("You tune hybrid search and remote sensing, and lunch in our on-site canteen.", null)]
    [InlineData("Remote work is not possible; 100% on-site.", "on_site")]
    [InlineData("We bake bread.", null)]
    [InlineData("Modalidad: 100% REMOTO, de lunes a viernes.", "remote")]
    [InlineData("Modalidad híbrida: tres días en el taller.", "hybrid")]
    [InlineData("Tryb pracy: hybrydowy, dwa dni w pracowni.", "hybrid")]
    [InlineData("Praca zdalna: 3 dni z biura w tygodniu.", "hybrid")]
    [InlineData("Home or office based in Bergen.", "hybrid")]
    [InlineData("You join on-site deployments at harbours.", null)]
    [InlineData("A geographically distributed team of potters.", null)]
    [InlineData("Metodologias ágeis e híbridas", null)]
    [InlineData("This is not a remote or hybrid job.", "on_site")]
    [InlineData("Remote: not available for bakers.", "on_site")]
    [InlineData("Unless you have been approved for remote work, you bake in the shop.", "on_site")]
    [InlineData("Beware of remote “interviews” in our name.", null)]
    [InlineData("We research hybrid quantum ovens.", null)]
    [InlineData("Ovens run in hybrid and multi-cloud setups.", null)]
    [InlineData("You work in the office Monday through Wednesday.", "hybrid")]
    [InlineData("Bakers spend at least 40% of their time in-office.", "hybrid")]
    [InlineData("We sit together in-person 2 days a week.", "hybrid")]
    [InlineData("We sit together in the office 5 days a week.", "on_site")]
    [InlineData("You like to work in-person from our Bergen bakery.", "on_site")]
    [InlineData("Fully on-site, five days a week.", "on_site")]
    [InlineData("On day one you learn to knead. Bergen, on-site, Monday through Friday.", "on_site")]
    [InlineData("You come on-site some 3 days per week.", "hybrid")]
    [InlineData("There is an onsite full-service creche.", null)]
    [InlineData("Onsite at our bakery to review your task.", null)]
    [InlineData("Potential for Telework: No", "on_site")]
    [InlineData("Telecommuting role, from any village.", "remote")]
    [InlineData("They are open to a full WFH set up.", "remote")]
    [InlineData("You will be working from home and travel up to 30% of the time.", "remote")]
    [InlineData("Feel free to work from home now and then, when needed.", "hybrid")]
    [InlineData("You present to advisors and home office teams.", null)]
    [InlineData("Ein Zuschuss, um dir dein Home Office einzurichten.", null)]
    [InlineData("Kein Homeoffice.", "on_site")]
    [InlineData("Mit einer Mischung aus Remote Work und Backstube.", "hybrid")]
    [InlineData("Wir backen mindestens 2 Tage die Woche gemeinsam in unserem hellen Osloer Büro.", "hybrid")]
    [InlineData("You can be based anywhere.", "remote")]
    [InlineData("Primarily remote with visits (up to 3 days/month).", "remote")]
    [InlineData("You can work remotely one day per week.", "hybrid")]
    public void Read_Text_FindsTheMode(string text, string? mode)
    {
        var found = WorkModeReader.Instance.Read(text);

        Assert.Equal(mode, found?.Mode);
    }
}
