using System.Net;
using System.Net.Sockets;
using System.Text;
using JobPilot.Engine.Http;
using JobPilot.Tests.Http;

namespace JobPilot.Engine.Tests.Http;

public sealed class RedirectTests
{
    private const string Key = "planted-key-5f1c";

    [Fact]
    public async Task SendAsync_SameOrigin_IsFollowedWithTheSecrets()
    {
        using var bench = new HttpBench();
        await using var server = new StubServer(request => request.Path == "/old" ? StubAnswer.Redirect("/new?a=1") : StubAnswer.Json("[]"));

        var response = await bench.SendAsync(Client(bench), Request(server.Url, "/old"));

        Assert.Equal(200, response.Status);
        Assert.Equal($"/new?a=1&token={Key}", server.Requests[1].Target);
        Assert.Equal(Key, server.Requests[1].Headers["X-Key"]);
    }

    [Fact]
    public async Task SendAsync_OtherOrigin_GetsNoSecret()
    {
        using var bench = new HttpBench();
        await using var other = new StubServer(StubAnswer.Json("[]"));
        await using var server = new StubServer(StubAnswer.Redirect($"http://127.0.0.1:{other.Port}/there"));

        await bench.SendAsync(Client(bench), Request(server.Url, "/"));

        var received = Assert.Single(other.Requests);
        Assert.Equal("/there", received.Target);
        Assert.DoesNotContain(received.Headers, header => header.Value.Contains(Key));
        Assert.False(received.Headers.ContainsKey("Authorization"));
        Assert.Equal("baker", received.Headers["X-Public"]);
    }

    [Fact]
    public async Task SendAsync_BackFromAnotherOrigin_GetsNoSecretEither()
    {
        using var bench = new HttpBench();
        StubServer? home = null;
        await using var other = new StubServer(_ => StubAnswer.Redirect($"{home!.Url}echo"));
        await using var server = new StubServer(request => request.Path == "/echo" ? StubAnswer.Json("[]") : StubAnswer.Redirect($"{other.Url}"));
        home = server;

        await bench.SendAsync(Client(bench), Request(server.Url, "/"));

        Assert.False(server.Requests[1].Headers.ContainsKey("X-Key"));
        Assert.DoesNotContain(Key, server.Requests[1].Target);
    }

    [Fact]
    public async Task SendAsync_OtherOriginWithTheSecretInTheAddress_IsRefused()
    {
        using var bench = new HttpBench();
        await using var other = new StubServer(StubAnswer.Json("[]"));
        await using var server = new StubServer(request => StubAnswer.Redirect($"{other.Url}{request.Target}"));

        var fault = await bench.FailAsync(Client(bench), Request(server.Url, "/"));

        Assert.Equal((FaultKind.Unavailable, "http.redirect_refused"), (fault.Kind, fault.Code));
        Assert.Empty(other.Requests);
        Assert.DoesNotContain(Key, fault.ToString());
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("javascript:alert(1)")]
    public async Task SendAsync_OtherScheme_IsRefused(string location)
    {
        using var bench = new HttpBench();
        await using var server = new StubServer(StubAnswer.Redirect(location));

        var fault = await bench.FailAsync(Client(bench), Request(server.Url, "/"));

        Assert.Equal("http.redirect_refused", fault.Code);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task SendAsync_Loop_EndsAfterFiveRedirects()
    {
        using var bench = new HttpBench();
        await using var server = new StubServer(StubAnswer.Redirect("/again"));

        var fault = await bench.FailAsync(Client(bench), Request(server.Url, "/"));

        Assert.Equal("http.redirect_refused", fault.Code);
        Assert.Contains("more than 5 times", fault.Message);
        Assert.Equal(6, server.Requests.Count);
    }

    [Theory]
    [InlineData(301, "GET", "")]
    [InlineData(302, "GET", "")]
    [InlineData(303, "GET", "")]
    [InlineData(307, "POST", "{}")]
    [InlineData(308, "POST", "{}")]
    public async Task SendAsync_Post_KeepsMethodAndBodyOnlyWhereTheStatusSaysSo(int status, string method, string body)
    {
        using var bench = new HttpBench();
        await using var server = new StubServer(request => request.Number == 1 ? StubAnswer.Redirect("/new", status) : StubAnswer.Json("[]"));
        var request = new SourceRequest(server.Url) { Method = HttpMethod.Post, Body = "{}"u8.ToArray() };

        await bench.SendAsync(Client(bench), request);

        Assert.Equal((method, body), (server.Requests[1].Method, server.Requests[1].Body));
    }

    [Fact]
    public async Task SendAsync_RedirectWithoutAnAddress_IsJudgedAsAnAnswer()
    {
        using var bench = new HttpBench();
        await using var server = new StubServer(new StubAnswer { Status = 302 });

        Assert.Equal("http.status", (await bench.FailAsync(Client(bench), Request(server.Url, "/"))).Code);
    }

    [Theory]
    [InlineData("http://10.0.0.5/latest")]
    [InlineData("http://169.254.169.254/latest")]
    [InlineData("http://localhost:9/latest")]
    [InlineData("http://inside.example/latest")]
    [InlineData("http://[::1]/latest")]
    public async Task SendAsync_FromAPublicAddressToAPrivateOne_IsRefused(string location)
    {
        await using var server = new StubServer(StubAnswer.Redirect(location));
        using var bench = PublicBench(server.Port);

        var fault = await bench.FailAsync(Client(bench), Request(new Uri("http://public.example"), "/"));

        Assert.Equal("http.redirect_refused", fault.Code);
        Assert.Contains("its own network", fault.Message);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task SendAsync_FromAPublicAddressToAnotherPublicOne_IsFollowed()
    {
        await using var server = new StubServer(StubAnswer.Redirect("http://elsewhere.example/"), StubAnswer.Json("[]"));
        using var bench = PublicBench(server.Port);

        var response = await bench.SendAsync(Client(bench), Request(new Uri("http://public.example"), "/"));

        Assert.Equal("[]", Encoding.UTF8.GetString(response.Body.Span));
    }

    private static SourceRequest Request(Uri origin, string path) => new(new Uri(origin, path))
    {
        Headers = new Dictionary<string, string> { ["X-Public"] = "baker", ["Authorization"] = "Basic misplaced" },
        SecretHeaders = new Dictionary<string, Secret> { ["X-Key"] = new Secret(Key) },
        SecretQuery = new Dictionary<string, Secret> { ["token"] = new Secret(Key) },
    };

    private static SourceHttpClient Client(HttpBench bench) => bench.Factory.Create("board").WithPolicy(HttpBench.Patient(maxRetries: 0));

    /// <summary>Names lead to public addresses (one to a private one), connections to the stub.</summary>
    private static HttpBench PublicBench(int port) => new(bench => new SourceHttpClientFactory(bench.Budgets, bench.Responses, bench.Time, bench.Loggers, new HttpSeams
    {
        Resolve = (host, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(host.StartsWith("inside", StringComparison.Ordinal) ? "192.168.4.4" : "93.184.216.34")]),
        CreateHandler = () =>
        {
            var handler = HttpSeams.CreateSocketsHandler();
            handler.ConnectCallback = async (_, token) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, port, token);
                return new NetworkStream(socket, ownsSocket: true);
            };
            return handler;
        },
    }));
}
