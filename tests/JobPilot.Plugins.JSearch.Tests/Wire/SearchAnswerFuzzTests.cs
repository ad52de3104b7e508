using System.Text.Json;
using JobPilot.Plugins.JSearch.Wire;
using JobPilot.Tests;

namespace JobPilot.Plugins.JSearch.Tests.Wire;

public sealed class SearchAnswerFuzzTests
{
    private static readonly string[] Words =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\ud800", "null", "\"status\":", "\"data\":", "\"jobs\":", "\"cursor\":", "\"data\":{\"jobs\":[", "\"error\":{\"message\":", "\"OK\"", "7", "[[[[[[[[", "{\"data\":{\"data\":{", "\uFEFF", "<html>",
    ];

    [Fact]
    public void Read_AnyBytes_GivesAnAnswerOrJsonException() => new FuzzRun(
        "search_answer",
        Words,
        "{\"status\":\"OK\",\"data\":{\"jobs\":[{\"job_id\":\"1\",\"job_title\":\"Cook\"},{\"job_id\":\"2\"}],\"cursor\":\"abc\"}}",
        "{\"status\":\"OK\",\"request_id\":\"x\",\"parameters\":{\"query\":\"cook\"},\"data\":[{\"job_id\":\"1\"}]}",
        "{\"status\":\"ERROR\",\"error\":{\"message\":\"no\",\"code\":400},\"message\":\"You are not subscribed\"}").Run(input =>
        {
            Assert.InRange(ErrorText.Of(input).Length, 0, 241);
            SearchAnswer answer;
            try
            {
                answer = SearchAnswer.Read(input);
            }
            catch (JsonException)
            {
                return;
            }

            // Each posting is one JSON value by itself.
            foreach (var job in answer.Jobs)
            {
                using var document = JsonDocument.Parse(job, new JsonDocumentOptions { MaxDepth = 256 });
            }
        });
}
