using JobPilot.Engine.DeadLetters;

namespace JobPilot.Engine.Tests.DeadLetters;

public sealed class DeadLetterArchiveTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"letters-{Guid.NewGuid():N}.jsonl");

    [Fact]
    public void Open_NoFile_IsEmpty() => Assert.Empty(DeadLetterArchive.Open(_path, null).Entries);

    [Fact]
    public void Open_LaterLines_ReplaceAndTakeOut()
    {
        Write($"{Letter("a")}\n{Letter("b")}\n{Letter("c")}\n{Letter("b", attempts: 2)}\n{{\"id\":\"a\",\"replayed_by\":\"r2\",\"at\":\"2026-01-02T00:00:00Z\"}}\n");

        var archive = DeadLetterArchive.Open(_path, null);

        Assert.Equal([("b", 2), ("c", 1)], archive.Entries.Select(entry => (entry.Id, entry.Attempts)));
        Assert.Empty(archive.Findings);
        Assert.Equal("b2", archive.ReadPayload(archive.Entries[0]).GetProperty("n").GetString());
    }

    [Fact]
    public void Open_BehindTheMark_IsNotRead()
    {
        Write($"{Letter("a")}\n");
        var mark = $"{new FileInfo(_path).Length}";
        File.AppendAllText(_path, "{\"id\":\"a\",\"replayed_by\":\"r2\",\"at\":\"2026-01-02T00:00:00Z\"}\n");

        Assert.Single(DeadLetterArchive.Open(_path, mark).Entries);
        Assert.Empty(DeadLetterArchive.Open(_path, null).Entries);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{\"id\":7}")]
    [InlineData("{\"id\":\"x\",\"run_id\":\"r\",\"component\":\"c\",\"reason\":\"r\",\"attempts\":\"many\",\"at\":\"2026-01-01T00:00:00Z\",\"payload\":{}}")]
    [InlineData("{\"id\":\"x\",\"run_id\":\"r\",\"component\":\"c\",\"reason\":\"r\",\"attempts\":1,\"at\":\"yesterday\",\"payload\":{}}")]
    [InlineData("\uFFFD\u0000")]
    public void Open_LineThatIsNone_IsReportedAndTheRestIsUsed(string line)
    {
        Write($"{Letter("a")}\n{line}\n{Letter("b")}\n");

        var archive = DeadLetterArchive.Open(_path, null);

        Assert.Equal(["a", "b"], archive.Entries.Select(entry => entry.Id));
        Assert.Equal(line.Length == 0 ? [] : [2], archive.Findings.Select(finding => finding.Line));
    }

    [Fact]
    public void Open_LongLines_AreTakenUpToTheLimit()
    {
        var long1 = Letter("between", payload: new string('x', 3_000_000));
        Write($"{Letter("a")}\n{long1}\n{new string('y', DeadLetterLines.MostBytes + 70_000)}\n{Letter("b")}");

        var archive = DeadLetterArchive.Open(_path, null);

        Assert.Equal(["a", "b", "between"], archive.Entries.Select(entry => entry.Id));
        Assert.Equal(3, Assert.Single(archive.Findings).Line);
        Assert.Equal(3_000_000, archive.ReadPayload(archive.Entries[2]).GetProperty("n").GetString()!.Length - "between1".Length);
        Assert.Equal("b1", archive.ReadPayload(archive.Entries[1]).GetProperty("n").GetString());
    }

    [Fact]
    public void Open_TextsThatRepeat_AreHeldOnce()
    {
        Write($"{Letter("a")}\n{Letter("b")}\n");

        var entries = DeadLetterArchive.Open(_path, null).Entries;

        Assert.Same(entries[0].Reason, entries[1].Reason);
        Assert.Same(entries[0].RunId, entries[1].RunId);
        Assert.Same(entries[0].Component, entries[1].Component);
        Assert.Same(entries[0].Collector, entries[1].Collector);
        Assert.Same(entries[0].Split, entries[1].Split);
    }

    [Fact]
    public void ReadPayloads_WhileAnotherFileTakesItsPlace_ReadsTheOldOne()
    {
        Write($"{Letter("a")}\n{Letter("b")}\n");
        var archive = DeadLetterArchive.Open(_path, null);
        var read = new List<string?>();

        foreach (var (_, payload) in archive.ReadPayloads(archive.Entries))
        {
            read.Add(payload?.GetProperty("n").GetString());
            DeadLetterArchive.Open(_path, null).Rewrite(new HashSet<string> { "a" }, unreadableToo: false);
        }

        Assert.Equal(["a1", "b1"], read);
        Assert.Single(DeadLetterArchive.Open(_path, null).Entries);
    }

    [Fact]
    public void ReadPayloads_OfWhatWasCutOffMeanwhile_HasNone()
    {
        Write($"{Letter("a")}\n");
        var length = new FileInfo(_path).Length;
        Write($"{Letter("a")}\n{Letter("b")}\n");
        var archive = DeadLetterArchive.Open(_path, null);
        using (var file = File.OpenWrite(_path))
        {
            file.SetLength(length + 10);
        }

        Assert.Equal([("a", true), ("b", false)], archive.ReadPayloads(archive.Entries).Select(letter => (letter.Entry.Id, letter.Payload is not null)));
        var fault = Assert.Throws<FaultException>(() => archive.ReadPayload(archive.Entries[1]));
        Assert.Equal("engine.dead_letters_unavailable", fault.Code);
    }

    [Fact]
    public void ReadPayloads_OfAFileThatIsGone_SaysSo()
    {
        Write($"{Letter("a")}\n");
        var archive = DeadLetterArchive.Open(_path, null);
        File.Delete(_path);

        Assert.Empty(archive.ReadPayloads([]));
        Assert.Contains(_path, Assert.Throws<FaultException>(() => archive.ReadPayloads(archive.Entries).ToList()).Message);
    }

    [Fact]
    public void Open_ManyBadLines_SomeAreNamedAndTheRestCounted()
    {
        Write(string.Concat(Enumerable.Repeat("bad\n", 50)));

        var findings = DeadLetterArchive.Open(_path, null).Findings;

        Assert.Equal(21, findings.Count);
        Assert.StartsWith("30 more", findings[^1].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "bad")]
    [InlineData(true, null)]
    public void Rewrite_Some_KeepsTheOpenOnesAndTellsTheLength(bool unreadableToo, string? unreadable)
    {
        Write($"{Letter("a")}\nbad\n{Letter("b")}\n{Letter("c")}\n{Letter("c", attempts: 2)}\n{{\"id\":\"b\",\"replayed_by\":\"r2\",\"at\":\"2026-01-02T00:00:00Z\"}}");

        var mark = DeadLetterArchive.Open(_path, null).Rewrite(new HashSet<string> { "a" }, unreadableToo);

        var lines = File.ReadAllLines(_path);
        Assert.Equal(unreadable is null ? [Letter("c", attempts: 2)] : [unreadable, Letter("c", attempts: 2)], lines);
        Assert.Equal($"{new FileInfo(_path).Length}", mark);
        Assert.False(File.Exists($"{_path}.new"));
    }

    [Fact]
    public async Task Write_AfterALineThatWasCutOff_BeginsANewLine()
    {
        Write("{\"id\":\"cut o");
        await using (var file = new DeadLetterFile(_path))
        {
            await file.WriteAsync([Record.FromUtf8(System.Text.Encoding.UTF8.GetBytes(Letter("a")))], CancellationToken.None);
            await file.FlushAsync(CancellationToken.None);
        }

        Assert.Equal("a", Assert.Single(DeadLetterArchive.Open(_path, null).Entries).Id);
    }

    /// <summary>What one pipeline cuts off behind its mark is its own; the file is never without what others wrote.</summary>
    [Theory]
    [InlineData("\"pipeline\":\"q\"", true)]
    [InlineData("\"pipeline\":\"p\",\"home\":\"other\"", true)]
    [InlineData("\"pipeline\":\"p\",\"home\":\"h\"", false)]
    [InlineData("\"pipeline\":\"p\"", false)]
    public async Task Open_LettersBehindTheMark_OnlyTheOwnersGo(string whose, bool stays)
    {
        var other = Letter("c").Replace("\"pipeline\":\"p\"", whose, StringComparison.Ordinal);
        Write($"{Letter("a")}\n");
        var mark = $"{new FileInfo(_path).Length}";
        File.AppendAllText(_path, $"{Letter("b")}\n{other}\n{Letter("d")}\n");
        var archive = DeadLetterArchive.Open(_path, mark, new DeadLetterOwner("p", "h"));

        await using (var file = new DeadLetterFile(_path) { Owner = new DeadLetterOwner("p", "h") })
        {
            await file.OpenAsync(new SinkOpen(newRun: true) { Mark = mark }, CancellationToken.None);
        }

        Assert.Equal(stays ? [Letter("a"), other] : [Letter("a")], File.ReadAllLines(_path));
        Assert.Equal(stays && !whose.Contains("q", StringComparison.Ordinal) ? ["a", "c"] : ["a"], archive.Entries.Select(entry => entry.Id));
        Assert.False(File.Exists($"{_path}.new"));
    }

    [Fact]
    public async Task Open_NoLineEndsAtTheMark_NothingGoes()
    {
        Write($"{Letter("a")}\n{Letter("b")}\n");
        var mark = $"{new FileInfo(_path).Length}";
        Write($"{Letter("a", payload: " mended by hand")}\n{Letter("b")}\n");

        await using (var file = new DeadLetterFile(_path))
        {
            await file.OpenAsync(new SinkOpen(newRun: true) { Mark = mark }, CancellationToken.None);
        }

        Assert.Equal(2, DeadLetterArchive.Open(_path, mark).Entries.Count);
        Assert.Equal(2, File.ReadAllLines(_path).Length);
    }

    public void Dispose() => File.Delete(_path);

    private static string Letter(string id, int attempts = 1, string payload = "") =>
        $$$"""{"id":"{{{id}}}","run_id":"r1","pipeline":"p","component":"c","reason":"because","attempts":{{{attempts}}},"at":"2026-01-01T00:00:00Z","collector":"k","split":"s","retrieved_at":"2026-01-01T00:00:00Z","demo":false,"payload":{"n":"{{{id}}}{{{payload}}}{{{attempts}}}"}}""";

    private void Write(string text) => File.WriteAllText(_path, text);
}
