using System.Text.Json.Nodes;
using JobPilot.Testing;

namespace JobPilot.Plugins.Files.Tests;

public sealed class ConsoleSinkTests
{
    private const string Nasty = """{"title":"Red \u001b[31mhat\u001b[0m \u202Eevil","n":1.5,"x":null,"list":[1],"text":"two\nlines"}""";

    [Fact]
    public async Task Write_Text_IsOneCleanLine() => Assert.Equal(
        "title: Red \uFFFD[31mhat\uFFFD[0m \uFFFDevil | n: 1.5 | text: two lines\n", await WriteAsync(new ConsoleSinkOptions(), Nasty));

    [Fact]
    public async Task Write_Fields_AreShownInOrder() => Assert.Equal(
        "1.5 | two l… |  | [1]\n",
        (await WriteAsync(new ConsoleSinkOptions { Fields = ["n", "text", "x", "list"], MaxWidth = 5 }, Nasty)));

    [Fact]
    public async Task Write_Json_LosesNothing()
    {
        var line = await WriteAsync(new ConsoleSinkOptions { Format = ConsoleFormat.Json }, Nasty);

        Assert.DoesNotContain(line.TrimEnd('\n'), TerminalText.IsUnsafe);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Nasty), JsonNode.Parse(line)));
    }

    [Fact]
    public async Task Write_Changes_AreTold()
    {
        var writer = new StringWriter();
        var sink = new ConsoleSink(new ConsoleSinkOptions(), TestContext.Create(), () => writer);

        await sink.WriteAsync([Record.Patch("k\u0007", new JsonObject { ["title"] = "new" }), Record.Delete("k")], default);

        Assert.Equal("~ k\uFFFD | title: new\n- k\n", writer.ToString());
    }

    [Theory]
    [InlineData(ConsoleStream.Stdout, "stdout")]
    [InlineData(ConsoleStream.Stderr, "stderr")]
    public void Location_Stream_IsNamed(ConsoleStream stream, string expected) =>
        Assert.Equal(expected, new ConsoleSink(new ConsoleSinkOptions { Stream = stream }, TestContext.Create()).Location);

    private static async Task<string> WriteAsync(ConsoleSinkOptions options, string json)
    {
        var writer = new StringWriter();
        var sink = new ConsoleSink(options, TestContext.Create(), () => writer);
        await sink.WriteAsync([Record.FromUtf8(System.Text.Encoding.UTF8.GetBytes(json))], default);
        await sink.FlushAsync(default);
        return writer.ToString();
    }
}
