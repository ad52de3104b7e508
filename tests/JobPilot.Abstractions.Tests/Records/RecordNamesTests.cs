using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace JobPilot.Abstractions.Tests.Records;

/// <summary>Names of fields, with a number of the process's table and without.</summary>
public sealed class RecordNamesTests
{
    private static readonly string LongName = new('n', 65);

    [Theory]
    [InlineData("""{"title":1}""", "title")]
    [InlineData("""{"\u0074itle":1}""", "title")]
    [InlineData("""{"größe":1}""", "größe")]
    [InlineData("""{"gr\u00f6\u00dfe":1}""", "größe")]
    [InlineData("""{"":1}""", "['']")]
    [InlineData("""{"a.b":1}""", "['a.b']")]
    [InlineData("""{"\ud800":1}""", "\uFFFD")]
    public void GetInteger_NameHoweverWritten_IsFound(string json, string path) =>
        Assert.Equal(1, Record.FromUtf8(Encoding.UTF8.GetBytes(json)).GetInteger(FieldPath.Parse(path)));

    [Theory]
    [InlineData("title", "\\u0074itle")]
    [InlineData("größe", "gr\\u00f6\\u00dfe")]
    public void FromUtf8_NameTwiceInOtherEscapes_IsRefused(string name, string again)
    {
        var json = Encoding.UTF8.GetBytes($$"""{"{{name}}":1,"{{again}}":2}""");

        var exception = Assert.Throws<JsonException>(() => Record.FromUtf8(json));

        Assert.Equal($"The field '{name}' stands twice.", exception.Message);
    }

    [Fact]
    public void FromUtf8_LongNameTwice_IsRefused() =>
        Assert.Throws<JsonException>(() => Record.FromUtf8(Encoding.UTF8.GetBytes($$"""{"{{LongName}}":1,"{{LongName}}":2}""")));

    [Theory]
    [InlineData(3)]
    [InlineData(300)]
    public void Record_NamesWithoutNumber_AreAddedFoundAndRemoved(int count)
    {
        var record = Record.Create();
        for (var i = 0; i < count; i++)
        {
            record.Set(Path(i), i);
        }

        Assert.True(record.Remove(Path(1)));
        record.Set(Path(count), count);
        record.Set(Path(0), -1);
        var copy = record.Clone();
        copy.Set(Path(2), -2);

        Assert.Null(record.GetInteger(Path(1)));
        Assert.Equal(-1, record.GetInteger(Path(0)));
        Assert.Equal(2, record.GetInteger(Path(2)));
        Assert.Equal(count, record.GetInteger(Path(count)));
        Assert.Equal(-2, copy.GetInteger(Path(2)));
        Assert.Equal([.. Enumerable.Range(0, count + 1).Where(i => i != 1).Select(i => LongName + i)], copy.GetNames());
    }

    [Fact]
    public void FromUtf8_HundredThousandsOfNames_AreReadSoon()
    {
        const int Names = 300_000;
        var json = Encoding.UTF8.GetBytes("{" + string.Join(',', Enumerable.Range(0, Names).Select(i => $"\"hostile {i}\":{i}")) + "}");
        var watch = Stopwatch.StartNew();

        var record = Record.FromUtf8(json);

        Assert.Equal(Names - 1, record.GetInteger(FieldPath.Parse($"['hostile {Names - 1}']")));
        Assert.Equal(json, record.ToUtf8());
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(3), $"took {watch.Elapsed}");
    }

    [Fact]
    public void FromUtf8_NamesFromManyThreads_HaveTheirOwnValues() => Parallel.For(0, 8, thread =>
    {
        for (var i = 0; i < 2_000; i++)
        {
            var record = Record.FromUtf8(Encoding.UTF8.GetBytes($$"""{"shared {{i}}":1,"own {{thread}} {{i}}":2}"""));
            Assert.Equal(1, record.GetInteger(FieldPath.Parse($"['shared {i}']")));
            Assert.Equal(2, record.GetInteger(FieldPath.Parse($"['own {thread} {i}']")));
        }
    });

    private static FieldPath Path(int i) => FieldPath.Parse(LongName + i);
}
