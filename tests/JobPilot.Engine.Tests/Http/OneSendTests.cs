using JobPilot.Tests.Http;

namespace JobPilot.Engine.Tests.Http;

/// <summary>What the source sees is what is counted: the socket handler's own repetitions would cost credits that no budget knows of.</summary>
public sealed class OneSendTests : IDisposable
{
    private readonly HttpBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SendAsync_ServerEndsBeforeItAnswers_EveryCallIsCountedAndPaid(bool reset)
    {
        await using var server = new StubServer(new StubAnswer { Silent = reset, Ends = !reset });

        var fault = await _bench.FailAsync(Client(maxRetries: 1), new SourceRequest(server.Url));

        Assert.Equal("http.cut", fault.Code);
        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(2, Assert.Single(_bench.Factory.Traffic).Sent);
        Assert.Equal(2, _bench.Budgets.Used[("board/free", "2026-03")]);
    }

    [Fact]
    public async Task SendAsync_ServerEndsAUsedConnection_EveryCallIsCounted()
    {
        await using var server = new StubServer(request => request.Number == 1 ? StubAnswer.Json("[]") : new StubAnswer { Ends = true });
        var client = Client(maxRetries: 0);

        await _bench.SendAsync(client, new SourceRequest(server.Url));
        await _bench.FailAsync(client, new SourceRequest(server.Url));

        Assert.Equal((2, 2L), (server.Requests.Count, Assert.Single(_bench.Factory.Traffic).Sent));
    }

    [Fact]
    public async Task SendAsync_BodyThatEndsWithTheConnection_IsRead()
    {
        await using var server = new StubServer(new StubAnswer { Body = "[1]"u8.ToArray(), DeclaredLength = -1 });

        var response = await _bench.SendAsync(Client(maxRetries: 0), new SourceRequest(server.Url));

        Assert.Equal("[1]", System.Text.Encoding.UTF8.GetString(response.Body.Span));
    }

    private SourceHttpClient Client(int maxRetries) => _bench.Factory.Create("board").WithPolicy(new HttpPolicy
    {
        MaxRetries = maxRetries,
        AttemptTimeout = TimeSpan.FromHours(20),
        TotalTimeout = TimeSpan.FromDays(30),
        Budget = new RequestBudget("board/free", 200),
    });
}
