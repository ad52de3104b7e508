using System.Text.Json;
using System.Text.Json.Nodes;

namespace JobPilot.Evaluation.Reports;

/// <summary>The table for programs. A value that is null was skipped.</summary>
internal static class JsonReport
{
    public static string Write(IEnumerable<MeasuredRow> rows) => new JsonObject
    {
        ["rows"] = new JsonArray([.. rows.Select(row => new JsonObject
        {
            ["processor"] = row.Processor,
            ["metric"] = row.Score.Metric,
            ["file"] = row.File,
            ["value"] = Round(row.Score.Value),
            ["rows"] = row.Score.Rows,
            ["microseconds"] = Round(row.Microseconds),
        })]),
    }.ToJsonString(new JsonSerializerOptions { WriteIndented = true });

    private static double? Round(double? value) => value is null ? null : Math.Round(value.Value, 1);
}
