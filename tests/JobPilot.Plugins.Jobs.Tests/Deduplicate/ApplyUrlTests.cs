using JobPilot.Plugins.Jobs.Deduplicate;

namespace JobPilot.Plugins.Jobs.Tests.Deduplicate;

public class ApplyUrlTests
{
    private static readonly string[] Hosts = ["jobs.example.com", "www.example.com", "a1.b-c.example", "localhost", "1.2.3.4", "x-.example.com", "example.c0m", "ex--ample.com"];
    private static readonly string[] Paths = ["", "/", "/jobs/12345", "/jobs/12345/", "/a.b/c-d_e~f,9", "/a/../b/7", "/a/./b/7", "/careers", "/senior-data-engineer-berlin", "/x//y/8"];
    private static readonly string[] Queries = ["", "?", "?id=7", "?utm_source=x&id=7", "?b=2&a=1&ref=3", "?a", "?a=1?b=2", "?&&c=3"];

    [Fact]
    public void Normalize_PlainAddress_IsReadAsUriReadsIt()
    {
        foreach (var host in Hosts)
        {
            foreach (var path in Paths)
            {
                foreach (var query in Queries)
                {
                    // The port that goes without saying is left to Uri.
                    Assert.Equal(ApplyUrl.Normalize($"https://{host}:443{path}{query}", DuplicateWords.Instance), ApplyUrl.Normalize($" https://{host}{path}{query}", DuplicateWords.Instance));
                }
            }
        }
    }

    [Theory]
    [InlineData("https://www.example.com/jobs/7?utm_source=a&b=2&a=1", "example.com/jobs/7?a=1&b=2")]
    [InlineData("HTTPS://Example.com/jobs/7/", "example.com/jobs/7")]
    [InlineData("https://example.com/careers", null)]
    [InlineData("mailto:a@example.com", null)]
    [InlineData("", null)]
    public void Normalize_Address_KeepsWhatNamesThePosting(string address, string? expected) => Assert.Equal(expected, ApplyUrl.Normalize(address, DuplicateWords.Instance));
}
