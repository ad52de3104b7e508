using System.Net;
using System.Net.Sockets;
using JobPilot.Engine.Http;
using JobPilot.Tests.Http;

namespace JobPilot.Engine.Tests.Http;

public sealed class HttpSeamsTests
{
    [Theory]
    [InlineData("http://10.0.0.5/", "93.184.216.34", true)]
    [InlineData("http://93.184.216.34/", "10.0.0.5", false)]
    [InlineData("http://localhost/", "93.184.216.34", true)]
    [InlineData("http://jobs.example/", "93.184.216.34", false)]
    [InlineData("http://jobs.example/", "93.184.216.34 10.0.0.5", true)]
    [InlineData("http://jobs.example/", "", null)]
    public async Task IsPrivateAsync_Host_GoesByItsAddressesWhereItsNameDoesNotTell(string url, string addresses, bool? expected)
    {
        var seams = new HttpSeams
        {
            Resolve = (_, _) => Task.FromResult(addresses.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(IPAddress.Parse).ToArray()),
        };

        Assert.Equal(expected, await seams.IsPrivateAsync(new Uri(url), CancellationToken.None));
    }

    [Fact]
    public async Task IsPrivateAsync_HostThatNobodyKnows_IsNeither()
    {
        var seams = new HttpSeams { Resolve = (_, _) => throw new SocketException((int)SocketError.HostNotFound) };

        Assert.Null(await seams.IsPrivateAsync(new Uri("http://jobs.example/"), CancellationToken.None));
    }

    [Fact]
    public async Task Dispose_AfterCalls_ClosesTheConnections()
    {
        await using var server = new StubServer(StubAnswer.Json("[]"));
        var handlers = new List<NotingHandler>();
        using var bench = Bench(handlers);
        await bench.SendAsync(bench.Factory.Create("board").WithPolicy(HttpBench.Patient()), new SourceRequest(server.Url));

        bench.Factory.Dispose();

        Assert.True(Assert.Single(handlers).IsDisposed);
    }

    [Fact]
    public void Dispose_NothingSent_OpensNothing()
    {
        var handlers = new List<NotingHandler>();
        using var bench = Bench(handlers);
        bench.Factory.Create("board");

        bench.Factory.Dispose();

        Assert.Empty(handlers);
    }

    [Fact]
    public async Task Traffic_ManyComponents_ComesInTheOrderOfTheirIds()
    {
        await using var server = new StubServer(StubAnswer.Json("[]"));
        using var bench = new HttpBench();
        foreach (var id in new[] { "b", "c", "a" })
        {
            await bench.SendAsync(bench.Factory.Create(id).WithPolicy(HttpBench.Patient()), new SourceRequest(server.Url));
        }

        Assert.Equal(["a", "b", "c"], bench.Factory.Traffic.Select(traffic => traffic.ComponentId));
    }

    private static HttpBench Bench(List<NotingHandler> handlers) => new(bench => new SourceHttpClientFactory(bench.Budgets, bench.Responses, bench.Time, bench.Loggers, new HttpSeams
    {
        CreateHandler = () =>
        {
            handlers.Add(new NotingHandler());
            return handlers[^1];
        },
    }));

    private sealed class NotingHandler() : DelegatingHandler(HttpSeams.CreateSocketsHandler())
    {
        public bool IsDisposed { get; private set; }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
