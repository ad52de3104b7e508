using System.Globalization;
using JobPilot.Engine.Http;
using JobPilot.Tests.Http;
using Microsoft.Extensions.Logging;

namespace JobPilot.Engine.Tests.Http;

public sealed class ServerLimitsTests : IDisposable
{
    private readonly HttpBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("200", "20", true)]
    [InlineData("200", "21", false)]
    [InlineData("200", "0", true)]
    [InlineData("200", "200", false)]
    [InlineData("5", "1", false)]
    [InlineData("5", "0", true)]
    [InlineData("0", "0", false)]
    [InlineData("200", null, false)]
    [InlineData(null, "0", false)]
    [InlineData("200", "unknown", false)]
    [InlineData("unlimited", "0", false)]
    [InlineData("200", "-1", false)]
    [InlineData("922337203685477579", "1", true)]
    [InlineData("922337203685477580", "1", false)]
    [InlineData("200", "922337203685477580", false)]
    [InlineData("99999999999999999999", "1", false)]
    public void IsNear_HeadersOfTheServer_MeansThatATenthOrLessIsLeft(string? limit, string? remaining, bool expected)
    {
        var near = ServerLimits.IsNear(Response(("x-ratelimit-limit", limit), ("x-ratelimit-remaining", remaining)), out var left, out var of);

        Assert.Equal(expected, near);
        Assert.Equal(
            expected ? (long.Parse(remaining!, CultureInfo.InvariantCulture), long.Parse(limit!, CultureInfo.InvariantCulture)) : (0, 0), (left, of));
    }

    [Theory]
    [InlineData("X-RateLimit-Requests")]
    [InlineData("X-RateLimit")]
    [InlineData("RateLimit")]
    public void IsNear_UsualHeaders_AreRead(string family) =>
        Assert.True(ServerLimits.IsNear(Response(($"{family}-Limit", "200"), ($"{family}-Remaining", "12")), out _, out _));

    [Fact]
    public void IsNear_OneFamilyFarAndAnotherNear_TellsOfTheNearOne()
    {
        var response = Response(
            ("x-ratelimit-requests-limit", "500"), ("x-ratelimit-requests-remaining", "400"), ("ratelimit-limit", "60"), ("ratelimit-remaining", "2"));

        Assert.True(ServerLimits.IsNear(response, out var remaining, out var limit));
        Assert.Equal((2, 60), (remaining, limit));
    }

    [Fact]
    public async Task SendAsync_LimitComesNearRecoversAndComesNearAgain_WarnsEachTimeItComesNear()
    {
        int[] left = [150, 12, 11, 190, 9];
        await using var server = new StubServer(request => new StubAnswer
        {
            Headers = { ["RateLimit-Limit"] = "200", ["RateLimit-Remaining"] = left[request.Number - 1].ToString(CultureInfo.InvariantCulture) },
        });
        var client = _bench.Factory.Create("board").WithPolicy(HttpBench.Patient());
        var warnings = new List<int>();
        foreach (var _ in left)
        {
            await _bench.SendAsync(client, new SourceRequest(server.Url));
            warnings.Add(_bench.Loggers.Lines.Count(line => line.Level == LogLevel.Warning));
        }

        Assert.Equal([0, 1, 1, 1, 2], warnings);
        Assert.Equal(
            ["The source's own limit is near: it allows 12 more of 200 requests.", "The source's own limit is near: it allows 9 more of 200 requests."],
            _bench.Loggers.Lines.Where(line => line.Level == LogLevel.Warning).Select(line => line.Text));
    }

    private static SourceResponse Response(params (string Name, string? Value)[] headers) => new(
        200,
        headers.Where(header => header.Value is not null).ToDictionary(header => header.Name, header => header.Value!, StringComparer.OrdinalIgnoreCase),
        default,
        HttpBench.Start);
}
