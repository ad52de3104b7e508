using JobPilot.Engine.Http;
using JobPilot.Tests.Http;

namespace JobPilot.Engine.Tests.Http;

public sealed class SecretMaskTests : IDisposable
{
    private const string Key = "planted-key-5f1c";

    private static readonly Uri Url = new("https://board.example/jobs");

    private readonly HttpBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("planted", "planted-5f1c")]
    [InlineData("planted-5f1c", "planted")]
    public void Apply_OneSecretWithinAnother_LeavesNothingOfTheLongerOne(string one, string other)
    {
        var mask = new SecretMask(new SourceRequest(Url)
        {
            SecretHeaders = new Dictionary<string, Secret> { ["X-One"] = new(one), ["X-Other"] = new(other) },
        });

        Assert.Equal("you sent *** and ***", mask.Apply("you sent planted-5f1c and planted"));
    }

    [Theory]
    [InlineData(Key)]
    [InlineData("it is " + Key)]
    [InlineData(Key + " it is")]
    public async Task SendAsync_AnswerWithTheSecretAnywhere_IsNotKept(string body)
    {
        await using var server = new StubServer(new StubAnswer { Body = System.Text.Encoding.UTF8.GetBytes(body), ContentType = "text/plain" });
        var client = _bench.Factory.Create("board").WithPolicy(new HttpPolicy
        {
            AttemptTimeout = TimeSpan.FromHours(20),
            TotalTimeout = TimeSpan.FromDays(30),
            CacheLifetime = TimeSpan.FromHours(1),
        });

        await _bench.SendAsync(client, new SourceRequest(server.Url) { SecretHeaders = Secrets() });

        Assert.Empty(_bench.Responses.Kept);
    }

    [Fact]
    public void Apply_FaultThatQuotesTheSecret_KeepsAllThatIsNoSecret()
    {
        var fault = Mask().Apply(new FaultException(FaultKind.PositionExpired, $"The key {Key} is unknown.", new InvalidOperationException(Key))
        {
            Code = "board.key",
            Fix = $"Do not send {Key}.",
            RetryAfter = TimeSpan.FromSeconds(7),
            SkipTo = new Position("20"),
        });

        Assert.Equal((FaultKind.PositionExpired, "board.key"), (fault.Kind, fault.Code));
        Assert.Equal(("The key *** is unknown.", "Do not send ***."), (fault.Message, fault.Fix));
        Assert.Equal((TimeSpan.FromSeconds(7), "20"), (fault.RetryAfter, fault.SkipTo!.Value));
        Assert.Null(fault.InnerException);
    }

    [Fact]
    public void Apply_FaultWithTheSecretInItsFixAlone_IsMaskedToo()
    {
        var fault = Mask().Apply(new FaultException(FaultKind.Unavailable, "The key is unknown.") { Fix = $"Do not send {Key}." });

        Assert.Equal(("The key is unknown.", "Do not send ***."), (fault.Message, fault.Fix));
    }

    [Fact]
    public void Apply_FaultWithTheSecretAndNoFix_GetsNone()
    {
        Assert.Null(Mask().Apply(new FaultException(FaultKind.Unavailable, $"{Key} is unknown.")).Fix);
    }

    [Fact]
    public void Apply_FaultWithoutTheSecret_StaysTheSame()
    {
        var fault = new FaultException(FaultKind.Unavailable, "The key is unknown.", new InvalidOperationException("cause"));

        Assert.Same(fault, Mask().Apply(fault));
    }

    private static SecretMask Mask() => new(new SourceRequest(Url) { SecretHeaders = Secrets() });

    private static Dictionary<string, Secret> Secrets() => new() { ["X-Key"] = new Secret(Key) };
}
