using System.Text;
using JobPilot.Engine.Commits;
using JobPilot.Engine.Stages;

namespace JobPilot.Engine.Tests.Commits;

public class UnitTests
{
    [Fact]
    public void Add_Batches_CountsTheirRecordsAndBytesFromTheFirstOn()
    {
        var unit = new Unit();
        Assert.True(unit.EndsPage);

        unit.Add(Of("""{"id":"1"}"""), timestamp: 10);
        unit.Add(Of("""{"id":"22"}""", """{"id":"3"}"""), timestamp: 20);

        Assert.Equal((3L, 31L, 10L, false), (unit.Records, unit.Bytes, unit.Since, unit.EndsPage));
    }

    private static Batch Of(params string[] records) => new([.. records.Select(json => new Item(Record.FromUtf8(Encoding.UTF8.GetBytes(json))))], [], endsPage: false);
}
