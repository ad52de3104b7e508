using System.Text.Json.Nodes;
using JobPilot.Host.Output;

namespace JobPilot.Host.Tests.Output;

public sealed class JsonOutputTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3_000)]
    public void Write_RowByRow_IsTheDocumentAsAWhole(int rows)
    {
        using var whole = new StringWriter();
        JsonOutput.Write(whole, Document(rows));

        using var streamed = new StringWriter();
        JsonOutput.Write(streamed, Document(0), "rows", Enumerable.Range(0, rows).Select(Row));

        Assert.Equal(whole.ToString(), streamed.ToString());
    }

    [Fact]
    public void Write_RowByRow_HoldsNoMoreThanABuffer()
    {
        using var output = new StringWriter();
        var writtenBeforeTheLast = 0;

        JsonOutput.Write(output, Document(0), "rows", Rows());

        Assert.InRange(writtenBeforeTheLast, output.GetStringBuilder().Length - 100_000, output.GetStringBuilder().Length);
        Assert.True(output.GetStringBuilder().Length > 400_000);

        IEnumerable<JsonNode> Rows()
        {
            for (var row = 0; row < 3_000; row++)
            {
                writtenBeforeTheLast = output.GetStringBuilder().Length;
                yield return Row(row);
            }
        }
    }

    private static JsonObject Document(int rows) => new()
    {
        ["name"] = "\u00e9 < \"x\"",
        ["none"] = null,
        ["rows"] = new JsonArray([.. Enumerable.Range(0, rows).Select(Row)]),
        ["after"] = new JsonObject { ["empty"] = new JsonArray() },
    };

    private static JsonObject Row(int number) => new() { ["n"] = number, ["text"] = new string('\u4e2d', 40), ["none"] = null, ["list"] = new JsonArray(1, "a") };
}
