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
    public void Read_Text_FindsTheMode(string text, string? mode)
    {
        var found = WorkModeReader.Instance.Read(text);

        Assert.Equal(mode, found?.Mode);
    }
}
