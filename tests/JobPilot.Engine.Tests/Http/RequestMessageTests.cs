using System.Net;
using JobPilot.Engine.Http;
using JobPilot.Tests.Http;

namespace JobPilot.Engine.Tests.Http;

/// <summary>What a source gets of a request.</summary>
public sealed class RequestMessageTests : IDisposable
{
    private readonly HttpBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("/jobs", "/jobs")]
    [InlineData("/jobs?q=a%20b&page=2", "/jobs?q=a%20b&page=2")]
    public async Task SendAsync_NoSecret_LeavesTheAddressAsItIs(string target, string sent)
    {
        await using var server = new StubServer(StubAnswer.Json("[]"));

        await _bench.SendAsync(Client(), new SourceRequest(new Uri(server.Url, target)));

        Assert.Equal(sent, server.Requests[0].Target);
    }

    [Theory]
    [InlineData("/jobs", "/jobs?key=a%2Fb&user=me")]
    [InlineData("/jobs?", "/jobs?key=a%2Fb&user=me")]
    [InlineData("/jobs?q=1", "/jobs?q=1&key=a%2Fb&user=me")]
    [InlineData("/jobs?key=other", "/jobs?key=other&user=me")]
    public async Task SendAsync_SecretsOfTheQuery_AreAddedToTheOthers(string target, string sent)
    {
        await using var server = new StubServer(StubAnswer.Json("[]"));
        var request = new SourceRequest(new Uri(server.Url, target))
        {
            SecretQuery = new Dictionary<string, Secret> { ["key"] = new("a/b"), ["user"] = new("me") },
        };

        await _bench.SendAsync(Client(), request);

        Assert.Equal(sent, server.Requests[0].Target);
    }

    [Fact]
    public async Task SendAsync_NoUserAgentOfItsOwn_SaysWhoAsks()
    {
        await using var server = new StubServer(StubAnswer.Json("[]"));
        var own = new SourceRequest(server.Url) { Headers = new Dictionary<string, string> { ["user-agent"] = "baker/2", ["accept-encoding"] = "identity" } };

        await _bench.SendAsync(Client(), new SourceRequest(server.Url));
        await _bench.SendAsync(Client(), own);

        Assert.Equal(["JobPilot.Framework/1.0", "baker/2"], server.Requests.Select(request => request.Headers["User-Agent"]));
        Assert.Equal(["gzip, br", "identity"], server.Requests.Select(request => request.Headers["Accept-Encoding"]));
    }

    [Theory]
    [InlineData("a b~", "a b~")]
    [InlineData(" key\n", "key")]
    public async Task SendAsync_SecretOfAHeader_IsSentWithoutTheBlanksAroundIt(string secret, string sent)
    {
        await using var server = new StubServer(StubAnswer.Json("[]"));

        await _bench.SendAsync(Client(), new SourceRequest(server.Url) { SecretHeaders = new Dictionary<string, Secret> { ["X-Key"] = new(secret) } });

        Assert.Equal(sent, server.Requests[0].Headers["X-Key"]);
    }

    [Theory]
    [InlineData("k\u007f")]
    [InlineData("kä")]
    [InlineData("k\ty")]
    public async Task SendAsync_SecretThatNoHeaderCanCarry_SaysHowToMendIt(string secret)
    {
        await using var server = new StubServer(StubAnswer.Json("[]"));

        var fault = await _bench.FailAsync(
            Client(), new SourceRequest(server.Url) { SecretHeaders = new Dictionary<string, Secret> { ["X-Key"] = new(secret) } });

        Assert.Equal((FaultKind.Unavailable, "http.bad_secret"), (fault.Kind, fault.Code));
        Assert.Contains("X-Key", fault.Message);
        Assert.Contains("without line breaks", fault.Fix);
    }

    [Fact]
    public async Task SendAsync_CookieOfAnAnswer_IsNotSentBack()
    {
        await using var server = new StubServer(new StubAnswer { Headers = { ["Set-Cookie"] = "session=1; Path=/" } });

        await _bench.SendAsync(Client(), new SourceRequest(server.Url));
        await _bench.SendAsync(Client(), new SourceRequest(server.Url));

        Assert.Equal(2, server.Requests.Count);
        Assert.DoesNotContain(server.Requests, request => request.Headers.ContainsKey("Cookie"));
    }

    [Fact]
    public void ToMessage_Version_AsksForHttp2AndTakesLess()
    {
        var request = new SourceRequest(new Uri("https://board.example/jobs"));

        using var message = RedirectHop.First(request).ToMessage(request);

        Assert.Equal((HttpVersion.Version20, HttpVersionPolicy.RequestVersionOrLower), (message.Version, message.VersionPolicy));
    }

    private SourceHttpClient Client() => _bench.Factory.Create("board").WithPolicy(HttpBench.Patient(maxRetries: 0));
}
