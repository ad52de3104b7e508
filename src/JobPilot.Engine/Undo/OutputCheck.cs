namespace JobPilot.Engine.Undo;

/// <summary>Decides for each sink beside the home how far what a run wrote there can be taken back.</summary>
internal sealed class OutputCheck(PipelinePlan plan, RunLog log, IReadOnlySet<string> leave)
{
    private readonly List<Diagnostic> _refusals = [];

    public IReadOnlyList<Diagnostic> Refusals => _refusals;

    /// <summary>Every sink that the run noted, but the dead letters, which are taken out one by one.</summary>
    public IReadOnlyList<UndoneOutput> Check()
    {
        var noted = log.Note.Outputs.Where(output => output.Key != PipelineRunner.DeadLettersId).ToList();
        _refusals.AddRange(leave.Except(noted.Select(output => output.Key)).Order(StringComparer.Ordinal).Select(UndoFaults.NoSuchOutput));
        return [.. noted.Select(output => Check(output.Key, output.Value))];
    }

    private UndoneOutput Check(string id, UndoNote.Output noted)
    {
        var (mark, reason, refused) = Decide(id, noted);
        if (refused && leave.Contains(id))
        {
            return new UndoneOutput(id, noted.Location, null, reason);
        }

        if (refused)
        {
            _refusals.Add(UndoFaults.Output(id, reason!));
        }

        return new UndoneOutput(id, noted.Location, leave.Contains(id) ? null : mark, leave.Contains(id) ? "it was asked to be left" : reason);
    }

    private (string? Mark, string? Reason, bool Refused) Decide(string id, UndoNote.Output noted)
    {
        if (noted.IsOut)
        {
            return (null, "it missed the whole run", false);
        }

        if (noted.Mark is null)
        {
            return noted.Location is "stdout" or "stderr" ? (null, "what was printed stays", false) : (null, "it writes by key and cannot be rolled back", true);
        }

        if (plan.Sinks.FirstOrDefault(sink => sink.Id == id) is not { } sink)
        {
            return (null, "the pipeline has no such sink any more", true);
        }

        var before = log.Marks.GetValueOrDefault(id);
        var after = log.MarkAfter(log.Entries[^1], id);
        var markIsOfThisPlace = log.LocationBefore(id) is not { } place || place == noted.Location;
        if (after is null || after == noted.Mark)
        {
            // It wrote nothing there: the mark alone goes back, unless a later one stands or it is another file's.
            return markIsOfThisPlace && log.NextOfMark(id) is null && before is not null && before != after ? (before, null, false) : (null, "it wrote nothing there", false);
        }

        // What was written to another place touched nothing here.
        var writers = log.WritersBehind(id).ToList();
        if (writers.Find(writer => writer.Opened.Location == noted.Location) is { Run: { } later } behind)
        {
            return behind.Opened.Mark != after
                ? (null, $"run {later} began it anew", false)
                : (null, $"run {later} appended behind it", true);
        }

        if (sink.Sink.Location != noted.Location)
        {
            return (null, $"it wrote to {noted.Location}, and the pipeline now names {sink.Sink.Location}", true);
        }

        if (writers is [var elsewhere, ..])
        {
            // The mark is that place's: set to this one's, the next run would cut that file.
            return (null, $"it wrote to {noted.Location}, and run {elsewhere.Run} wrote to {elsewhere.Opened.Location} since", true);
        }

        var writer = log.WritersBefore(id).FirstOrDefault(writer => writer.Opened.Location == noted.Location);
        var startedAnew = writer.Run is null ? markIsOfThisPlace && before is not null && before != noted.Mark : writer.After != noted.Mark;
        return startedAnew
            ? (null, $"it began {noted.Location} anew, and what stood there before is gone", true)
            : (noted.Mark, null, false);
    }
}
