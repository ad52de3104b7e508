using System.IO.Compression;
using System.Text;
using JobPilot.Tests.Http;

namespace JobPilot.Engine.Tests.Http;

/// <summary>How large an answer may be, at the very bounds.</summary>
public sealed class AnswerLimitsTests : IDisposable
{
    private const int Megabyte = 1 << 20;

    private readonly HttpBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SendAsync_PlainBodyOfExactlyTheLimit_IsAccepted(bool saysItsLength)
    {
        await using var server = new StubServer(Plain(new byte[5000], saysItsLength));

        var response = await _bench.SendAsync(Client(5000), new SourceRequest(server.Url));

        Assert.Equal(5000, response.Body.Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SendAsync_PlainBodyOfOneByteMore_IsRefused(bool saysItsLength)
    {
        await using var server = new StubServer(Plain(new byte[5001], saysItsLength));

        var fault = await _bench.FailAsync(Client(5000), new SourceRequest(server.Url));

        Assert.Equal((FaultKind.Unavailable, "http.too_large"), (fault.Kind, fault.Code));
        Assert.Equal("The answer is larger than 5000 bytes, the most that is read.", fault.Message);
        Assert.Contains("proxy", fault.Fix);
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "1")]
    [InlineData(7, "[1,2,3]")]
    [InlineData(4094, "[]")]
    public async Task SendAsync_LimitOfAFewBytes_IsALimitLikeAnyOther(long maxBytes, string body)
    {
        await using var server = new StubServer(new StubAnswer { Body = Encoding.ASCII.GetBytes(body), DeclaredLength = -1 });

        var response = await _bench.SendAsync(Client(maxBytes), new SourceRequest(server.Url));

        Assert.Equal(body, Encoding.ASCII.GetString(response.Body.Span));
    }

    [Theory]
    [InlineData(0, "1")]
    [InlineData(6, "[1,2,3]")]
    public async Task SendAsync_MoreThanAFewBytes_IsRefused(long maxBytes, string body)
    {
        await using var server = new StubServer(new StubAnswer { Body = Encoding.ASCII.GetBytes(body), DeclaredLength = -1 });

        var fault = await _bench.FailAsync(Client(maxBytes), new SourceRequest(server.Url));

        Assert.Equal("http.too_large", fault.Code);
    }

    [Theory]
    [InlineData(8L << 30)]
    [InlineData(long.MaxValue)]
    public async Task SendAsync_LimitBeyondWhatAnArrayHolds_ReadsABodyOfMegabytes(long maxBytes)
    {
        var body = new byte[3 * Megabyte];
        new Random(1).NextBytes(body);
        await using var server = new StubServer(Plain(body, saysItsLength: false));

        var response = await _bench.SendAsync(Client(maxBytes), new SourceRequest(server.Url));

        Assert.True(response.Body.Span.SequenceEqual(body));
    }

    [Fact]
    public async Task SendAsync_MegabyteFromNearlyNothing_IsNoBombYet()
    {
        await using var server = new StubServer(Packed(Gzip(new byte[Megabyte])));

        var response = await _bench.SendAsync(Client(100 * Megabyte), new SourceRequest(server.Url));

        Assert.Equal(Megabyte, response.Body.Length);
    }

    [Fact]
    public async Task SendAsync_OneByteMoreThanAMegabyteFromNearlyNothing_IsABomb()
    {
        await using var server = new StubServer(Packed(Gzip(new byte[Megabyte + 1])));

        var fault = await _bench.FailAsync(Client(100 * Megabyte), new SourceRequest(server.Url));

        Assert.Equal("http.too_large", fault.Code);
        Assert.Contains("200-fold", fault.Message);
    }

    [Fact]
    public async Task SendAsync_TwoHundredfold_IsNoBombYet()
    {
        await using var server = new StubServer(Packed(Gzip(new byte[1_200_000], packed: 6000)));

        var response = await _bench.SendAsync(Client(100 * Megabyte), new SourceRequest(server.Url));

        Assert.Equal(1_200_000, response.Body.Length);
    }

    [Fact]
    public async Task SendAsync_OneByteMoreThanTwoHundredfold_IsABomb()
    {
        await using var server = new StubServer(Packed(Gzip(new byte[1_200_001], packed: 6000)));

        var fault = await _bench.FailAsync(Client(100 * Megabyte), new SourceRequest(server.Url));

        Assert.Contains("200-fold", fault.Message);
    }

    [Fact]
    public async Task SendAsync_Gzip_LeavesNoLengthThatIsNotTheBodys()
    {
        await using var server = new StubServer(StubAnswer.Gzip("[1,2,3]"u8.ToArray()));

        var response = await _bench.SendAsync(Client(5000), new SourceRequest(server.Url));

        Assert.Equal(7, response.Body.Length);
        Assert.False(response.Headers.ContainsKey("Content-Length"));
    }

    [Fact]
    public async Task SendAsync_EncodingThatWasNotAskedFor_IsRefusedAndNotRetried()
    {
        await using var server = new StubServer(new StubAnswer { Body = "[1]"u8.ToArray(), Headers = { ["Content-Encoding"] = "zstd" } });

        var fault = await _bench.FailAsync(Client(5000, maxRetries: 3), new SourceRequest(server.Url));

        Assert.Equal((FaultKind.Unavailable, "http.bad_encoding"), (fault.Kind, fault.Code));
        Assert.Contains("proxy", fault.Fix);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("application/json", "as JSON has to be")]
    [InlineData("text/html; charset=utf-8", "as it says")]
    public async Task SendAsync_NotInUtf8_TellsWhyItHadToBe(string contentType, string reason)
    {
        await using var server = new StubServer(new StubAnswer { Body = [0xe4], ContentType = contentType });

        var fault = await _bench.FailAsync(Client(5000), new SourceRequest(server.Url));

        Assert.Equal($"The answer is not in UTF-8, {reason}.", fault.Message);
    }

    private static StubAnswer Plain(byte[] body, bool saysItsLength) =>
        new() { Body = body, ContentType = "application/octet-stream", DeclaredLength = saysItsLength ? null : -1 };

    private static StubAnswer Packed(byte[] body) =>
        new() { Body = body, ContentType = "application/octet-stream", Headers = { ["Content-Encoding"] = "gzip" } };

    /// <summary>Packs a body into exactly so many bytes, by a long file name in the gzip header (RFC 1952, 2.3.1).</summary>
    private static byte[] Gzip(byte[] body, int packed = 0)
    {
        var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(body);
        }

        var bytes = buffer.ToArray();
        if (packed == 0)
        {
            return bytes;
        }

        bytes[3] |= 8;
        return [.. bytes[..10], .. Enumerable.Repeat((byte)'n', packed - bytes.Length - 1), 0, .. bytes[10..]];
    }

    private SourceHttpClient Client(long maxBytes, int maxRetries = 0) => _bench.Factory.Create("board").WithPolicy(new HttpPolicy
    {
        MaxRetries = maxRetries,
        AttemptTimeout = TimeSpan.FromHours(20),
        TotalTimeout = TimeSpan.FromDays(30),
        MaxResponseBytes = maxBytes,
    });
}
