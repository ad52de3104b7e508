using System.Security.Cryptography;
using System.Text;
using JobPilot.Engine.Http;

namespace JobPilot.Engine.Tests.Http;

public sealed class CacheKeyTests
{
    private static readonly Uri Url = new("https://jobs.example/search?q=baker");

    [Fact]
    public void Of_OtherSecrets_GivesTheSameKey()
    {
        var one = new SourceRequest(Url) { SecretHeaders = Secrets("one"), SecretQuery = Secrets("one") };
        var two = new SourceRequest(Url) { SecretHeaders = Secrets("two") };

        Assert.Equal(CacheKey.Of(one), CacheKey.Of(two));
        Assert.Matches("^[0-9a-f]{64}$", CacheKey.Of(one));
    }

    [Fact]
    public void Of_WhateverElseDiffers_GivesAnotherKey()
    {
        SourceRequest[] requests =
        [
            new(Url),
            new(new Uri("https://jobs.example/search?q=bakers")),
            new(new Uri("https://jobs.example:444/search?q=baker")),
            new(Url) { Method = HttpMethod.Post },
            new(Url) { Body = "{}"u8.ToArray() },
            new(Url) { Body = "[]"u8.ToArray() },
            new(Url) { Body = "{}"u8.ToArray(), ContentType = "text/plain" },
            new(Url) { Headers = new Dictionary<string, string> { ["a"] = "bc" } },
            new(Url) { Headers = new Dictionary<string, string> { ["ab"] = "c" } },
            new(Url) { Headers = new Dictionary<string, string> { ["ab"] = "d" } },
            new(Url) { Headers = new Dictionary<string, string> { ["ac"] = "d" } },
        ];

        Assert.Equal(requests.Length, requests.Select(CacheKey.Of).Distinct().Count());
    }

    [Fact]
    public void Of_OrderAndCaseOfHeaders_MakesNoDifference()
    {
        var one = new SourceRequest(Url) { Headers = new Dictionary<string, string> { ["A"] = "1", ["b"] = "2" } };
        var two = new SourceRequest(Url) { Headers = new Dictionary<string, string> { ["B"] = "2", ["a"] = "1" } };

        Assert.Equal(CacheKey.Of(one), CacheKey.Of(two));
    }

    /// <summary>Kept answers and landed runs are found by their keys, also by later versions.</summary>
    [Fact]
    public void Of_Parts_IsTheHashOfEachBehindItsLengthInTheOrderOfTheHeaders()
    {
        var request = new SourceRequest(Url)
        {
            Method = HttpMethod.Post,
            Headers = new Dictionary<string, string> { ["X-B"] = "2", ["X-A"] = "1" },
            Body = "{}"u8.ToArray(),
        };
        string[] parts = ["POST", "https://jobs.example/search?q=baker", "x-a", "1", "x-b", "2", "application/json", "{}"];
        byte[] whole = [.. parts.SelectMany(part => (byte[])[(byte)part.Length, 0, 0, 0, .. Encoding.UTF8.GetBytes(part)])];

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(whole)), CacheKey.Of(request));
    }

    private static Dictionary<string, Secret> Secrets(string value) => new() { ["key"] = new Secret(value) };
}
