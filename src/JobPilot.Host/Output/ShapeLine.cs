namespace JobPilot.Host.Output;

/// <summary>One change of a source's shape in one line, for people.</summary>
internal static class ShapeLine
{
    /// <summary>For instance <c>shape of jsearch: job_min_salary retyped (number -> string) in 12 records: discard_field</c>.</summary>
    public static string Of(string? collector, string? field, string? change, string? before, string? now, long records, string? action)
    {
        var types = (string.IsNullOrEmpty(before), string.IsNullOrEmpty(now)) switch
        {
            (false, false) => $" ({before} -> {now})",
            (true, false) => $" ({now})",
            (false, true) => $" ({before})",
            _ => "",
        };
        return $"shape of {collector}: {field} {change}{types} in {RunSummary.N(records)} records: {action}";
    }
}
