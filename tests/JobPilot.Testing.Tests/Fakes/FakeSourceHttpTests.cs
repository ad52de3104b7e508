using System.Text;

namespace JobPilot.Testing.Tests.Fakes;

public sealed class FakeSourceHttpTests
{
    private const string Url = "https://board.example/jobs";
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Send_ScriptedAnswers_ComeInOrderAndTheLastStays()
    {
        var http = new FakeSourceHttp().Answer(Url, "one").Answer(Url, "two");
        Assert.Equal(["one", "two", "two"], [await TextAsync(http, Url), await TextAsync(http, Url), await TextAsync(http, Url)]);
        Assert.Equal(3, http.Requests.Count);
    }

    [Fact]
    public async Task Send_QueryWithoutAnswer_FallsBackToThePath()
    {
        var http = new FakeSourceHttp().Answer(Url, "any").Answer($"{Url}?page=2", "second");
        Assert.Equal("any", await TextAsync(http, $"{Url}?page=1"));
        Assert.Equal("second", await TextAsync(http, $"{Url}?page=2"));
    }

    [Fact]
    public async Task Send_UnknownAddress_FatalFaultNamesIt()
    {
        var fault = await Assert.ThrowsAsync<FaultException>(() => TextAsync(new FakeSourceHttp(), Url));
        Assert.Equal(FaultKind.Fatal, fault.Kind);
        Assert.Contains(Url, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(429)]
    [InlineData(404)]
    public async Task Send_RefusedStatus_Unavailable(int status)
    {
        var fault = await Assert.ThrowsAsync<FaultException>(() => TextAsync(new FakeSourceHttp().Answer(Url, "{}", status), Url));
        Assert.Equal(FaultKind.Unavailable, fault.Kind);
    }

    [Fact]
    public async Task Send_DeclaredPolicy_ClassifiesAndTransientBecomesUnavailable()
    {
        var http = new FakeSourceHttp().Answer(Url, "busy", headers: new Dictionary<string, string> { ["X-Left"] = "0" });
        var client = http.WithPolicy(new HttpPolicy
        {
            Classify = response => response.Headers["x-left"] == "0"
                ? new FaultException(FaultKind.Transient, "Too many.") { Code = "board.too_many", RetryAfter = TimeSpan.FromSeconds(3) }
                : null,
        });
        var fault = await Assert.ThrowsAsync<FaultException>(() => TextAsync(client, Url));
        Assert.Equal((FaultKind.Unavailable, "board.too_many", TimeSpan.FromSeconds(3)), (fault.Kind, fault.Code, fault.RetryAfter));
        Assert.Single(http.Policies);
        Assert.Single(http.Requests);
    }

    [Fact]
    public async Task Send_ScriptedFault_IsThrown()
    {
        var scripted = new FaultException(FaultKind.PositionExpired, "Too old.");
        var http = new FakeSourceHttp().Fail(Url, scripted);
        Assert.Same(scripted, await Assert.ThrowsAsync<FaultException>(() => TextAsync(http, Url)));
    }

    private static async Task<string> TextAsync(SourceHttpClient http, string url) =>
        Encoding.UTF8.GetString((await http.SendAsync(new SourceRequest(new Uri(url)), None)).Body.Span);
}
