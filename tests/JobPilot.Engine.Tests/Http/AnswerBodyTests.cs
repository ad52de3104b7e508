using System.Text;
using JobPilot.Tests.Http;

namespace JobPilot.Engine.Tests.Http;

public sealed class AnswerBodyTests : IDisposable
{
    private readonly HttpBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task SendAsync_Gzip_IsDecompressed()
    {
        await using var server = new StubServer(StubAnswer.Gzip("""{"job":"bäcker"}"""u8.ToArray()));

        var response = await _bench.SendAsync(Client(), new SourceRequest(server.Url));

        Assert.Equal("""{"job":"bäcker"}""", Text(response));
        Assert.False(response.Headers.ContainsKey("Content-Encoding"));
        Assert.Contains("gzip", server.Requests[0].Headers["Accept-Encoding"]);
    }

    [Fact]
    public async Task SendAsync_NoLengthAndClosed_IsReadToItsEnd()
    {
        var body = Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Range(0, 50_000))}]");
        await using var server = new StubServer(new StubAnswer { Body = body, DeclaredLength = -1 });

        var response = await _bench.SendAsync(Client(), new SourceRequest(server.Url));

        Assert.True(response.Body.Span.SequenceEqual(body));
    }

    [Fact]
    public async Task SendAsync_BodyCut_IsAFaultThatTheNextAttemptMends()
    {
        await using var server = new StubServer(
            new StubAnswer { Body = "[1,2,3]"u8.ToArray(), CutAfter = 3 }, StubAnswer.Json("[1,2,3]"));

        var response = await _bench.SendAsync(Client(), new SourceRequest(server.Url));

        Assert.Equal("[1,2,3]", Text(response));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task SendAsync_CutWithoutAnAnswer_IsAFault()
    {
        await using var server = new StubServer(new StubAnswer { Silent = true });

        var fault = await _bench.FailAsync(Client(), new SourceRequest(server.Url));

        Assert.Equal((FaultKind.Unavailable, "http.cut"), (fault.Kind, fault.Code));
    }

    [Fact]
    public async Task SendAsync_LessThanTheDeclaredLength_IsAFault()
    {
        await using var server = new StubServer(new StubAnswer { Body = "[1]"u8.ToArray(), DeclaredLength = 4000, CutAfter = 3 });

        var fault = await _bench.FailAsync(Client(), new SourceRequest(server.Url));

        Assert.Equal((FaultKind.Unavailable, "http.cut"), (fault.Kind, fault.Code));
    }

    [Fact]
    public async Task SendAsync_MoreThanTheDeclaredLength_DoesNotSpillIntoTheNextAnswer()
    {
        await using var server = new StubServer(
            new StubAnswer { Body = "[1]HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"u8.ToArray(), DeclaredLength = 3 }, StubAnswer.Json("[2]"));
        var client = Client();

        var first = await _bench.SendAsync(client, new SourceRequest(server.Url));
        var second = await _bench.SendAsync(client, new SourceRequest(server.Url));

        Assert.Equal(("[1]", "[2]"), (Text(first), Text(second)));
    }

    [Fact]
    public async Task SendAsync_EndlessBody_IsCutAtTheLimitAndNotRetried()
    {
        await using var server = new StubServer(new StubAnswer { Body = new byte[8192], Endless = true, ContentType = "application/octet-stream" });

        var fault = await _bench.FailAsync(Client(maxBytes: 100_000), new SourceRequest(server.Url));

        Assert.Equal((FaultKind.Unavailable, "http.too_large"), (fault.Kind, fault.Code));
        Assert.Contains("100000 bytes", fault.Message);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task SendAsync_DeclaredLengthAboveTheLimit_IsRefusedUnread()
    {
        await using var server = new StubServer(new StubAnswer { Body = "["u8.ToArray(), DeclaredLength = 10_000_000, HangInBody = true });

        var fault = await _bench.FailAsync(Client(maxBytes: 100_000), new SourceRequest(server.Url));

        Assert.Equal("http.too_large", fault.Code);
    }

    [Fact]
    public async Task SendAsync_ExactlyTheLimit_IsAccepted()
    {
        var body = Encoding.ASCII.GetBytes(new string(' ', 99_998) + "[]");
        await using var server = new StubServer(StubAnswer.Gzip(body));

        var response = await _bench.SendAsync(Client(maxBytes: 100_000), new SourceRequest(server.Url));

        Assert.Equal(100_000, response.Body.Length);
    }

    [Fact]
    public async Task SendAsync_DecompressionBomb_IsRefusedEarly()
    {
        await using var server = new StubServer(StubAnswer.Gzip(new byte[30_000_000]));

        var fault = await _bench.FailAsync(Client(maxBytes: 100_000_000), new SourceRequest(server.Url));

        Assert.Equal((FaultKind.Unavailable, "http.too_large"), (fault.Kind, fault.Code));
        Assert.Contains("bomb", fault.Message);
    }

    [Fact]
    public async Task SendAsync_SaidToBeGzipButIsNot_IsAFault()
    {
        await using var server = new StubServer(new StubAnswer { Body = "[1]"u8.ToArray(), Headers = { ["Content-Encoding"] = "gzip" } });

        var fault = await _bench.FailAsync(Client(), new SourceRequest(server.Url));

        Assert.Equal((FaultKind.Unavailable, "http.bad_encoding"), (fault.Kind, fault.Code));
    }

    [Theory]
    [InlineData("application/json", "iso-8859-1")]
    [InlineData("application/json; charset=iso-8859-1", "iso-8859-1")]
    [InlineData("application/json; charset=utf-16", "utf-16")]
    [InlineData("application/problem+json", "iso-8859-1")]
    [InlineData("text/html; charset=utf-8", "iso-8859-1")]
    public async Task SendAsync_WrongCharset_IsAFault(string contentType, string encoding)
    {
        var body = Encoding.GetEncoding(encoding).GetBytes("""{"job":"bäcker"}""");
        await using var server = new StubServer(new StubAnswer { Body = body, ContentType = contentType });

        var fault = await _bench.FailAsync(Client(), new SourceRequest(server.Url));

        Assert.Equal((FaultKind.Unavailable, "http.wrong_charset"), (fault.Kind, fault.Code));
    }

    [Theory]
    [InlineData("application/json; charset=iso-8859-1", "{\"job\":\"bäcker\"}")]
    [InlineData("application/json; charset=\"UTF-8\"", "{\"job\":\"bäcker\"}")]
    [InlineData("application/json", "\uFEFF{\"job\":\"bäcker\"}")]
    public async Task SendAsync_Utf8UnderAnotherFlag_IsTaken(string contentType, string body)
    {
        await using var server = new StubServer(new StubAnswer { Body = Encoding.UTF8.GetBytes(body), ContentType = contentType });

        var response = await _bench.SendAsync(Client(), new SourceRequest(server.Url));

        Assert.Equal("{\"job\":\"bäcker\"}", Text(response));
    }

    private static string Text(SourceResponse response) => Encoding.UTF8.GetString(response.Body.Span);

    private SourceHttpClient Client(long maxBytes = 1 << 20) => _bench.Factory.Create("board").WithPolicy(new HttpPolicy
    {
        MaxRetries = 1,
        AttemptTimeout = TimeSpan.FromHours(20),
        TotalTimeout = TimeSpan.FromDays(30),
        MaxResponseBytes = maxBytes,
    });
}
