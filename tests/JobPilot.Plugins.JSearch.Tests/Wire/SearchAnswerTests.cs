using System.Text;
using System.Text.Json;
using JobPilot.Plugins.JSearch.Wire;

namespace JobPilot.Plugins.JSearch.Tests.Wire;

public sealed class SearchAnswerTests
{
    [Theory]
    [InlineData("""{"data":[{"a":1},{"b":2}]}""", 2, null)]
    [InlineData("""{"status":"OK","data":{"jobs":[{"a":1}],"cursor":"next"}}""", 1, "next")]
    [InlineData("""{"data":{"cursor":"next","extra":{"jobs":[1,2]},"jobs":[{"a":[{}]}]},"status":"ok"}""", 1, "next")]
    [InlineData("""{"data":{"jobs":[],"cursor":null}}""", 0, null)]
    [InlineData("""{"status":"OK","parameters":{"data":[1,2,3]},"data":[]}""", 0, null)]
    public void Read_EitherShape_FindsJobsAndCursor(string json, int jobs, string? cursor)
    {
        var answer = SearchAnswer.Read(Encoding.UTF8.GetBytes(json));

        Assert.Null(answer.Problem);
        Assert.Equal((jobs, cursor), (answer.Jobs.Count, answer.Cursor));
    }

    [Fact]
    public void Read_Jobs_AreTheBytesThatCame()
    {
        var body = """{"data":[ {"a" : 1.50 , "é":"\u00e9"} ,"x", null]}"""u8.ToArray();

        var jobs = SearchAnswer.Read(body).Jobs.Select(job => Encoding.UTF8.GetString(job.Span));

        Assert.Equal(["""{"a" : 1.50 , "é":"\u00e9"}""", "\"x\"", "null"], jobs);
    }

    [Fact]
    public void Read_TooMuch_IsAProblem()
    {
        var jobs = string.Join(',', Enumerable.Repeat("{}", 1001));

        Assert.Contains("1000 jobs", SearchAnswer.Read(Encoding.UTF8.GetBytes($$"""{"data":[{{jobs}}]}""")).Problem);
        Assert.Contains("8192", SearchAnswer.Read(Encoding.UTF8.GetBytes($$$"""{"data":{"jobs":[],"cursor":"{{{new string('c', 8193)}}}"}}""")).Problem);
    }

    [Fact]
    public void Read_CutAnywhere_IsBrokenJson()
    {
        var whole = """{"status":"OK","data":{"jobs":[{"job_id":"a","x":[1,{"y":null}]}],"cursor":"n"}}"""u8.ToArray();

        for (var length = 0; length < whole.Length; length++)
        {
            Assert.ThrowsAny<JsonException>(() => SearchAnswer.Read(whole.AsMemory(0, length)));
        }
    }
}
