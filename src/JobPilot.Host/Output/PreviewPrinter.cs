using System.Text.Json.Nodes;
using JobPilot.Engine;

namespace JobPilot.Host.Output;

/// <summary>Prints a preview for people: each step with the fields that it changed.</summary>
internal static class PreviewPrinter
{
    private const int Widest = 100;

    public static void Print(TextWriter writer, PreviewResult result)
    {
        for (var i = 0; i < result.Records.Count; i++)
        {
            var record = result.Records[i];
            writer.WriteLine(Clean($"record {i + 1} from {record.Collector}/{record.Split}{(record.Demo ? " (demo)" : "")}"));
            foreach (var step in record.Steps)
            {
                writer.WriteLine(Clean($"  {step.Component}: {step.Outcome}{(step.Reason is null ? "" : $", {step.Reason}")}"));
                foreach (var change in step.Changes)
                {
                    writer.WriteLine(Clean($"    {change.Pointer}: {Short(change.Before)} -> {Short(change.After)}"));
                }
            }

            writer.WriteLine(Clean($"  = {record.Outcome}{(record.Reason is null ? "" : $": {record.Reason}")}"));
            writer.WriteLine();
        }
    }

    private static string Short(JsonNode? value)
    {
        var text = value?.ToJsonString(RecordJson.Options) ?? "nothing";
        return text.Length <= Widest ? text : $"{text[..Widest]}… ({text.Length} characters)";
    }

    private static string Clean(string text) => TerminalText.Clean(text);
}
