using System.Text.Json.Nodes;
using JobPilot.Tests;
using Xunit.Abstractions;

namespace JobPilot.Plugins.Jobs.Tests.Evaluation;

/// <summary>Runs a processor over the rows of a labelled file, counts what is right and prints it with the misses.</summary>
internal static class LabelledRows
{
    private const int MostMisses = 60;

    /// <summary>The rows of a file of the recorded data; skips the test where it is absent.</summary>
    public static IEnumerable<JsonNode> Read(string relativePath) =>
        File.ReadLines(SharedData.Require(relativePath)).Where(line => line.Length > 0).Select(line => JsonNode.Parse(line)!);

    /// <summary>Runs a processor on one record.</summary>
    public static Record Run(IProcessor processor, JsonObject fields)
    {
        var record = Record.FromJson(fields);
        Assert.Equal(OutcomeKind.Keep, processor.Process(record, TestContext.Current()).Kind);
        return record;
    }

    /// <summary>Share of right rows in percent; each row's answer is null where the row does not count.</summary>
    public static double Share(ITestOutputHelper output, string metric, IEnumerable<(bool? Right, string Shown)> answers)
    {
        var (right, all, misses) = (0, 0, 0);
        foreach (var (isRight, shown) in answers)
        {
            all += isRight is null ? 0 : 1;
            right += isRight == true ? 1 : 0;
            if (isRight == false && misses++ < MostMisses)
            {
                output.WriteLine($"  {metric}: {shown}");
            }
        }

        var share = 100.0 * right / all;
        output.WriteLine($"{metric} = {share:F1} ({right} of {all})");
        return share;
    }

    /// <summary>The strings of a field that is an array.</summary>
    public static string[] Strings(JsonNode? array) => array is JsonArray items ? [.. items.Select(item => item?.GetValue<string>() ?? "")] : [];

    private static class TestContext
    {
        public static CancellationToken Current() => CancellationToken.None;
    }
}
