using System.IO.Compression;
using System.Text;
using JobPilot.Tests;

namespace JobPilot.Plugins.Files.Tests;

public sealed class JsonlCollectorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Read_LinesOfAllKinds_AreRecordsOrSayWhy()
    {
        byte[] bytes =
        [
            0xEF, 0xBB, 0xBF, .. "{\"id\":\"first\",\"n\":1}\r\n"u8, .. "\n   \r\n\t\n"u8, .. "not json\n"u8, .. "[1,2]\n"u8, .. "42\n"u8, .. "null\n"u8,
            .. "{\"id\":7}\n"u8, .. "{\"id\":\"x\" \"y\"}\n"u8, .. "{\"a\":\""u8, 0xFF, 0xFE, .. "\"}\n"u8, .. "{\"a\":1} {\"b\":2}\n"u8,
            .. "{\"a\":1,\"a\":2}\n"u8, .. "{\"tab\":\t1}\n"u8, .. "{\"id\":\"last\"}"u8,
        ];
        await File.WriteAllBytesAsync(_folder["in.jsonl"], bytes);

        var pages = await ReadAsync(new JsonlCollectorOptions { Path = "in.jsonl", Key = "id" });

        Snapshot.Match(string.Join('\n', pages.SelectMany(page => page.Records).Select(record => $"{record.Key}: {record.MalformedReason ?? record.ToString()}")));
    }

    [Fact]
    public async Task Read_HugeLine_IsRejectedAndPassedOver()
    {
        var huge = $"{{\"a\":\"{new string('x', 3_000_000)}\"}}";
        await File.WriteAllTextAsync(_folder["in.jsonl"], $"{{\"n\":1}}\n{huge}\n{{\"n\":3}}\n{huge}");

        var records = (await ReadAsync(new JsonlCollectorOptions { Path = "in.jsonl", MaxLineBytes = 100_000 })).SelectMany(page => page.Records).ToList();

        Assert.Equal(
            [null, "line 2: longer than 100000 bytes", null, "line 4: longer than 100000 bytes"], records.Select(record => record.MalformedReason));
        Assert.Equal("""{"n":3}""", records[2].ToString());
        Assert.InRange(records[1].ToString().Length, 60_000, 70_000);
    }

    [Theory]
    [InlineData(79_990)]
    [InlineData(79_999)]
    [InlineData(80_000)]
    [InlineData(80_001)]
    [InlineData(160_000)]
    [InlineData(1_000_000)]
    public async Task Read_LinesAcrossBlocks_AreWhole(int size)
    {
        var lines = Enumerable.Range(0, 5).Select(n => $$"""{"n":{{n}},"text":"{{new string((char)('a' + n), size)}}"}""").ToList();
        await File.WriteAllTextAsync(_folder["in.jsonl"], string.Join("\r\n", lines));

        var pages = await ReadAsync(new JsonlCollectorOptions { Path = "in.jsonl" });

        Assert.Equal(lines, pages.SelectMany(page => page.Records).Select(record => record.ToString()));
    }

    [Fact]
    public async Task Read_Gzip_IsUnpackedAndResumed()
    {
        await using (var stream = new GZipStream(File.Create(_folder["in.jsonl.gz"]), CompressionLevel.Fastest))
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 5000).Select(n => $"{{\"n\":{n}}}\n"))));
        }

        var options = new JsonlCollectorOptions { Path = "in.jsonl.gz", PageSize = 1000 };
        var pages = await ReadAsync(options);
        var rest = await ReadAsync(options, pages[2].After);

        Assert.Equal(5, pages.Count);
        Assert.Equal(2, rest.Count);
        Assert.Equal("""{"n":3000}""", rest[0].Records[0].ToString());
    }

    [Theory]
    [InlineData("{\"n\":0}\n")]
    [InlineData("")]
    [InlineData("{\"n\":9}\n{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n")]
    public async Task Read_FileChanged_PositionExpires(string later)
    {
        await File.WriteAllTextAsync(_folder["in.jsonl"], "{\"n\":0}\n{\"n\":1}\n{\"n\":2}\n");
        var options = new JsonlCollectorOptions { Path = "in.jsonl", PageSize = 2 };
        var pages = await ReadAsync(options);
        await File.WriteAllTextAsync(_folder["in.jsonl"], later);

        var fault = await Assert.ThrowsAsync<FaultException>(() => ReadAsync(options, pages[0].After));

        Assert.Equal((FaultKind.PositionExpired, "jsonl.changed"), (fault.Kind, fault.Code));
    }

    [Fact]
    public async Task Read_FileGrown_YieldsTheNewLines()
    {
        await File.WriteAllTextAsync(_folder["in.jsonl"], "{\"n\":0}\n");
        var options = new JsonlCollectorOptions { Path = "in.jsonl" };
        var pages = await ReadAsync(options);
        await File.AppendAllTextAsync(_folder["in.jsonl"], "oops\n{\"n\":1}\n");

        var grown = Assert.Single(await ReadAsync(options, pages[^1].After)).Records;

        Assert.Equal("line 2: 'o' is an invalid start of a value, at byte 1", grown[0].MalformedReason);
        Assert.Equal("""{"n":1}""", grown[1].ToString());
    }

    [Fact]
    public async Task Plan_Patterns_GiveSortedSplits()
    {
        Directory.CreateDirectory(_folder["data/deep"]);
        foreach (var name in new[] { "data/b.jsonl", "data/a.jsonl", "data/deep/c.jsonl", "data/d.txt", "single.json" })
        {
            await File.WriteAllTextAsync(_folder[name], "{}\n");
        }

        Assert.Equal(["data/a.jsonl", "data/b.jsonl"], await PlanAsync("data/*.jsonl"));
        Assert.Equal(["data/a.jsonl", "data/b.jsonl", "data/deep/c.jsonl"], await PlanAsync("data/**/*.jsonl"));
        Assert.Equal(["data/a.jsonl", "single.json"], await PlanAsync("single.json", "data/?.jsonl", "data/a.jsonl").ContinueWith(plan => plan.Result.Where(id => id != "data/b.jsonl"), TaskScheduler.Default));
    }

    [Theory]
    [InlineData("absent.jsonl")]
    [InlineData("absent/*.jsonl")]
    [InlineData("*.jsonl")]
    public async Task Plan_NothingFound_IsUnavailable(string path)
    {
        var fault = await Assert.ThrowsAsync<FaultException>(() => PlanAsync(path));

        Assert.Equal((FaultKind.Unavailable, "jsonl.no_file"), (fault.Kind, fault.Code));
        Assert.NotNull(fault.Fix);
    }

    [Fact]
    public async Task Read_DamagedGzip_IsAFault()
    {
        await File.WriteAllTextAsync(_folder["in.jsonl.gz"], "this is not gzip");

        Assert.Equal("jsonl.unreadable", (await Assert.ThrowsAsync<FaultException>(() => ReadAsync(new JsonlCollectorOptions { Path = "in.jsonl.gz" }))).Code);
    }

    /// <summary>Wherever a copy was cut off, also right behind a line: what is missing must not pass for the end.</summary>
    [Fact]
    public async Task Read_GzipCutOffAnywhere_IsAFaultBehindWhatIsThere()
    {
        var whole = Packed(Enumerable.Range(0, 40).Select(n => $"{{\"n\":{n}}}\n"));
        for (var length = 1; length < whole.Length; length++)
        {
            await File.WriteAllBytesAsync(_folder["in.jsonl.gz"], whole[..length]);

            var fault = await Assert.ThrowsAsync<FaultException>(() => ReadAsync(new JsonlCollectorOptions { Path = "in.jsonl.gz" }));

            Assert.Equal(("jsonl.unreadable", FaultKind.Permanent), (fault.Code, fault.Kind));
            Assert.Contains("damaged or cut off", fault.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(20_000)]
    public async Task Read_GzipOfSeveralMembers_IsReadWhole(int lines)
    {
        var first = Packed(Enumerable.Range(0, lines).Select(n => $"{{\"n\":{n}}}\n"));
        await File.WriteAllBytesAsync(_folder["in.jsonl.gz"], [.. first, .. Packed(["{\"n\":\"last\"}"])]);

        var pages = await ReadAsync(new JsonlCollectorOptions { Path = "in.jsonl.gz", PageSize = 1000 });

        Assert.Equal(lines + 1, pages.Sum(page => page.Records.Count));
        Assert.Equal("""{"n":"last"}""", pages[^1].Records[^1].ToString());
    }

    private static byte[] Packed(IEnumerable<string> lines)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(string.Concat(lines)));
        }

        return packed.ToArray();
    }

    [Fact]
    public void Validate_NoPath_IsAFinding() => Assert.Single(new JsonlCollectorOptions().Validate());

    private async Task<IReadOnlyList<string>> PlanAsync(params string[] paths) =>
        [.. (await new JsonlCollector(new JsonlCollectorOptions { Paths = paths }, _folder.Context).PlanAsync(default)).Select(split => split.Id)];

    private async Task<List<Page>> ReadAsync(JsonlCollectorOptions options, Position? after = null)
    {
        var collector = new JsonlCollector(options, _folder.Context);
        var pages = new List<Page>();
        foreach (var split in await collector.PlanAsync(default))
        {
            await foreach (var page in collector.ReadAsync(new SplitRead(split, DateTimeOffset.UnixEpoch) { After = after }, default))
            {
                pages.Add(page);
            }
        }

        return pages;
    }
}
