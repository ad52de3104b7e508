using JobPilot.Engine;
using JobPilot.Host.Commands;
using JobPilot.Host.Logging;
using Spectre.Console;

namespace JobPilot.Host.Output;

/// <summary>Shows a run while it goes on: a live table on a terminal, a plain line every few seconds elsewhere.</summary>
internal sealed class RunProgressView(PipelineRunner runner, HostRequest request, ConsoleLog log, TimeProvider time)
{
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan PlainLine = TimeSpan.FromSeconds(5);
    private readonly long _started = time.GetTimestamp();

    /// <summary>Shows until the run ends; never fails the run.</summary>
    public async Task ShowAsync(Task run)
    {
        if (request.Quiet || request.NoProgress)
        {
            return;
        }

        if (request.Console.Interactive)
        {
            await DrawAsync(run).ConfigureAwait(false);
            return;
        }

        while (await Task.WhenAny(run, Task.Delay(PlainLine, time)).ConfigureAwait(false) != run)
        {
            var totals = runner.Totals;
            var read = runner.Progress.Where(component => component.Kind == "collector").Sum(component => component.Out);
            log.Write($"{read} read, {totals.Collected} committed: {totals.Written} written, {totals.Duplicates} duplicates, {totals.Dropped} dropped, {totals.DeadLettered} dead-lettered; {RunSummary.Rate(read, time.GetElapsedTime(_started))}/s{Owed()}");
        }
    }

    private async Task DrawAsync(Task run)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(request.Console.Error),
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
        });
        var direct = log.Write;
        log.Write = line => console.Write(new LogLine(line));
        try
        {
            await console.Live(Table()).AutoClear(true).StartAsync(async live =>
            {
                while (await Task.WhenAny(run, Task.Delay(Redraw, time)).ConfigureAwait(false) != run)
                {
                    live.UpdateTarget(Table());
                }
            }).ConfigureAwait(false);
        }
        finally
        {
            log.Write = direct;
        }
    }

    /// <summary>A line above the drawing: erases what was drawn where it goes, and leaves wrapping to the terminal.</summary>
    private sealed class LogLine(string text) : Spectre.Console.Rendering.Renderable
    {
        protected override IEnumerable<Spectre.Console.Rendering.Segment> Render(Spectre.Console.Rendering.RenderOptions options, int maxWidth) =>
            [Spectre.Console.Rendering.Segment.Control("\u001b[0J"), new(text), Spectre.Console.Rendering.Segment.LineBreak];
    }

    private Table Table()
    {
        var elapsed = time.GetElapsedTime(_started);
        var table = new Table().Border(TableBorder.Rounded).AddColumn("component");
        foreach (var column in new[] { "in", "out", "dropped", "rejected", "per s" })
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (var one in runner.Progress)
        {
            table.AddRow(
                new Text(TerminalText.Clean(one.Id)),
                new Text(RunSummary.N(one.In)),
                new Text(RunSummary.N(one.Out)),
                new Text(RunSummary.N(one.Dropped)),
                new Text(RunSummary.N(one.Rejected), one.Rejected > 0 ? new Style(Color.Red) : Style.Plain),
                new Text(RunSummary.Rate(one.In, elapsed)));
        }

        return table.Caption($"{elapsed:mm\\:ss}, {RunSummary.N(runner.Totals.Collected)} committed{TerminalText.Clean(Owed())}");
    }

    /// <summary>What optional sinks owe at present; "" where they owe nothing.</summary>
    private string Owed() => string.Concat(runner.Debts.GroupBy(debt => debt.Sink, StringComparer.Ordinal)
        .Select(debts => $", {debts.Key} owes {RunSummary.N(debts.Sum(debt => debt.Records))}"));
}
