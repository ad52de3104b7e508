using JobPilot.Plugins.Jobs.Taxonomies;

namespace JobPilot.Plugins.Jobs.Tests.Taxonomies;

public class DelimitedTextTests
{
    [Theory]
    [InlineData("a,b\nc,d\n", "a|b/c|d")]
    [InlineData("a,b\r\nc,d", "a|b/c|d")]
    [InlineData("\"a,1\n2\",\"say \"\"x\"\"\"\n", "a,1\n2|say \"x\"")]
    [InlineData("a,,\n", "a||")]
    [InlineData("6\" pipe,b\n", "6\" pipe|b")]
    [InlineData("", "")]
    public void Rows_Table_GivesCells(string text, string cells) =>
        Assert.Equal(cells, string.Join('/', DelimitedText.Rows(new StringReader(text), ',').Select(row => string.Join('|', row))));
}
