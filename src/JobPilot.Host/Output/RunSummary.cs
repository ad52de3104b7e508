using System.Globalization;
using JobPilot.Engine;

namespace JobPilot.Host.Output;

/// <summary>The end of a run for people: what became of every record, and where everything lies.</summary>
internal static class RunSummary
{
    private const int MostChanges = 20;

    public static void Print(TextWriter writer, RunReport report)
    {
        var totals = report.Result.Totals;
        writer.WriteLine(Clean($"{report.Run.Pipeline} {RunDocument.Name(report.Result.Outcome)} in {Seconds(report.Elapsed)} (run {report.Run.Id})"));
        writer.WriteLine();
        Table(writer, report.Result.Components, report.Elapsed);
        writer.WriteLine();
        writer.WriteLine(
            $"{N(totals.Collected)} collected = {N(totals.Written)} written + {N(totals.Duplicates)} duplicates + {N(totals.Dropped)} dropped + {N(totals.DeadLettered)} dead-lettered");
        writer.WriteLine(
            $"rows: {N(totals.Rows.Inserted)} inserted, {N(totals.Rows.Updated)} updated, {N(totals.Rows.Unchanged)} unchanged, {N(totals.Rows.Deleted)} deleted");
        foreach (var fallback in report.Result.Fallbacks.Where(fallback => fallback.Used))
        {
            writer.WriteLine(Clean($"fallback used for {fallback.Collector}: {fallback.Reason}"));
        }

        foreach (var debts in report.Result.Debts.GroupBy(debt => debt.Sink, StringComparer.Ordinal).Select(group => SinkDebt.Tell([.. group])))
        {
            writer.WriteLine(Clean($"{debts.Message} {debts.Fix}"));
        }

        foreach (var change in report.Result.ShapeChanges.Take(MostChanges))
        {
            writer.WriteLine(Clean(ShapeLine.Of(change.Collector, change.Field, RunDocument.Name(change.Kind), change.Before, change.Now, change.Records, RunDocument.Name(change.Action))));
        }

        if (report.Result.ShapeChanges.Count > MostChanges)
        {
            writer.WriteLine($"shape of a source: {report.Result.ShapeChanges.Count - MostChanges} more changes (--format json shows all)");
        }

        writer.WriteLine();
        foreach (var (sink, location) in report.Outputs)
        {
            writer.WriteLine(Clean($"{sink,-13} {location}"));
        }

        writer.WriteLine(Clean($"{"dead letters",-13} {report.DeadLetters}{(totals.DeadLettered == 0 ? " (none of this run)" : "")}"));
        writer.WriteLine(Clean($"{"log",-13} {report.LogFile ?? "standard error (--log-file PATH keeps it)"}"));
        if (report.Result.Failure is { } failure)
        {
            writer.WriteLine();
            writer.WriteLine(Clean($"failed: {failure.Code} {failure.Message} {failure.Fix}"));
        }
    }

    public static string Rate(long records, TimeSpan elapsed) =>
        elapsed <= TimeSpan.Zero ? "" : (records / elapsed.TotalSeconds).ToString(records / elapsed.TotalSeconds < 10 ? "0.0" : "#,0", CultureInfo.InvariantCulture);

    public static string N(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private static void Table(TextWriter writer, IReadOnlyList<ComponentProgress> components, TimeSpan elapsed)
    {
        var width = Math.Max(9, components.Select(component => component.Id.Length).DefaultIfEmpty(0).Max());
        writer.WriteLine($"{"component".PadRight(width)} {"in",10} {"out",10} {"dropped",9} {"rejected",9} {"per s",9} {"seconds",9}");
        foreach (var one in components)
        {
            var seconds = one.Seconds.ToString("0.00", CultureInfo.InvariantCulture);
            writer.WriteLine(Clean(
                $"{one.Id.PadRight(width)} {N(one.In),10} {N(one.Out),10} {N(one.Dropped),9} {N(one.Rejected),9} {Rate(one.In, elapsed),9} {seconds,9}"));
        }
    }

    private static string Seconds(TimeSpan elapsed) => $"{elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s";

    private static string Clean(string text) => TerminalText.Clean(text);
}
