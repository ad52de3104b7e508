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
    public void Read_Text_FindsTheMode(string text, string? mode)
    {
        var found = WorkModeReader.Instance.Read(text);

        Assert.Equal(mode, found?.Mode);
    }
}
