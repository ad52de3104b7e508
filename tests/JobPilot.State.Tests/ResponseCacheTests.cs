using System.Text;

namespace JobPilot.State.Tests;

public sealed class ResponseCacheTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly StateFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private DateTimeOffset Now => _folder.Time.GetUtcNow();

    [Fact]
    public async Task Get_AfterPut_SameAnswerAlsoAfterReopening()
    {
        var body = string.Concat(Enumerable.Repeat("{\"title\":\"Pflegekraft\"},", 500));
        await using (var store = _folder.Open())
        {
            await store.PutAsync("key", Answer(body), Now.AddHours(1), None);
        }

        await using var reopened = _folder.Open();
        var answer = await reopened.GetAsync("key", Now, None);
        Assert.NotNull(answer);
        Assert.Equal(body, Encoding.UTF8.GetString(answer.Body.Span));
        Assert.Equal(201, answer.Status);
        Assert.Equal("application/json", answer.Headers["content-type"]);
        Assert.Equal(Now.AddTicks(-7), answer.RetrievedAt);
        Assert.True(answer.FromCache);
    }

    [Fact]
    public async Task Get_UnknownOrExpired_Null()
    {
        await using var store = _folder.Open();
        await store.PutAsync("key", Answer("{}"), Now.AddHours(1), None);
        Assert.Null(await store.GetAsync("other", Now, None));
        Assert.NotNull(await store.GetAsync("key", Now.AddMinutes(59), None));
        Assert.Null(await store.GetAsync("key", Now.AddHours(1), None));
    }

    [Fact]
    public async Task Put_SameKeyAgain_Replaces()
    {
        await using var store = _folder.Open();
        await store.PutAsync("key", Answer("one"), Now.AddHours(1), None);
        await store.PutAsync("key", Answer("two"), Now.AddHours(2), None);
        Assert.Equal("two", Encoding.UTF8.GetString((await store.GetAsync("key", Now.AddMinutes(90), None))!.Body.Span));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    public async Task Put_BytesThatDoNotShrink_ComeBack(int length)
    {
        var body = new byte[length];
        new Random(1).NextBytes(body);
        await using var store = _folder.Open();
        await store.PutAsync("key", new SourceResponse(200, new Dictionary<string, string>(), body, Now), Now.AddHours(1), None);
        Assert.Equal(body, (await store.GetAsync("key", Now, None))!.Body.ToArray());
    }

    [Fact]
    public async Task Put_Cookies_AreLeftOut()
    {
        await using var store = _folder.Open();
        var headers = new Dictionary<string, string> { ["Set-Cookie"] = "session=1", ["ETag"] = "\"1\"" };
        await store.PutAsync("key", new SourceResponse(200, headers, default, Now), Now.AddHours(1), None);
        Assert.Equal("ETag", Assert.Single((await store.GetAsync("key", Now, None))!.Headers).Key);
    }

    [Fact]
    public async Task Put_AboveTheCap_EvictsWhatExpiresFirst()
    {
        await using var store = Capped(100_000);
        for (var number = 0; number < 300; number++)
        {
            await store.PutAsync($"key {number}", Noise(number, 1000), Now.AddHours(1 + number), None);
        }

        Assert.Null(await store.GetAsync("key 0", Now, None));
        Assert.NotNull(await store.GetAsync("key 299", Now, None));
        var size = await StoredBytesAsync();
        Assert.InRange(size, 1000, 100_000);
    }

    [Fact]
    public async Task Put_AboveTheCapAfterReopening_CountsWhatWasThere()
    {
        await using (var first = Capped(100_000))
        {
            for (var number = 0; number < 80; number++)
            {
                await first.PutAsync($"key {number}", Noise(number, 1000), Now.AddHours(1), None);
            }
        }

        await using var second = Capped(50_000);
        await second.PutAsync("last", Noise(99, 1000), Now.AddHours(2), None);
        Assert.InRange(await StoredBytesAsync(), 1000, 50_000);
        Assert.NotNull(await second.GetAsync("last", Now, None));
    }

    [Fact]
    public async Task Put_LargerThanAQuarterOfTheCap_IsNotKept()
    {
        await using var store = Capped(100_000);
        await store.PutAsync("small", Noise(1, 1000), Now.AddHours(1), None);
        await store.PutAsync("large", Noise(2, 30_000), Now.AddHours(1), None);
        Assert.Null(await store.GetAsync("large", Now, None));
        Assert.NotNull(await store.GetAsync("small", Now, None));
    }

    [Fact]
    public async Task Put_Later_RemovesWhatExpired()
    {
        await using var store = _folder.Open();
        await store.PutAsync("old", Answer("{}"), Now.AddMinutes(1), None);
        _folder.Time.Advance(TimeSpan.FromMinutes(2));
        await store.PutAsync("new", Answer("{}"), Now.AddMinutes(1), None);
        Assert.Null(await store.GetAsync("old", DateTimeOffset.UnixEpoch, None));
        Assert.NotNull(await store.GetAsync("new", DateTimeOffset.UnixEpoch, None));
    }

    private SourceResponse Answer(string body) => new(
        201, new Dictionary<string, string> { ["Content-Type"] = "application/json" }, Encoding.UTF8.GetBytes(body), Now.AddTicks(-7));

    private SourceResponse Noise(int seed, int length)
    {
        var body = new byte[length];
        new Random(seed).NextBytes(body);
        return new SourceResponse(200, new Dictionary<string, string>(), body, Now);
    }

    private StateStore Capped(long bytes) => StateStore.Open(_folder.Path, _folder.Time, bytes);

    private async Task<long> StoredBytesAsync()
    {
        await using var database = new StateDatabase(_folder.File, readOnly: true);
        return await database.ReadAsync(connection => connection.Sqlite.Scalar<long>("SELECT sum(length(body)) FROM responses"), 0, None);
    }
}
