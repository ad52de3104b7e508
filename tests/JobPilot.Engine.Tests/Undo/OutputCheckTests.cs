using JobPilot.Engine.Tests.Fakes;
using JobPilot.Engine.Undo;
using JobPilot.Tests.Engine;

namespace JobPilot.Engine.Tests.Undo;

/// <summary>Runs a, b, c ... that each wrote ten bytes to a file, or began it anew: how far each can be taken back.</summary>
public class OutputCheckTests
{
    private readonly List<UndoEntry> _all = [];
    private string? _mark;
    private long _number;

    [Fact]
    public void Check_RunBehindAfterOneWasTakenBack_AppendedBehindIt()
    {
        Run("a", "0", "10");
        Run("b", "10", "20");
        Undo("b");
        Run("c", "10", "30");

        Assert.Equal("run c appended behind it", Refusal("a"));
    }

    [Fact]
    public void Check_NewestRunAfterOneWasTakenBack_IsCutToWhereItBegan()
    {
        Run("a", "0", "10");
        Run("b", "10", "20");
        Undo("b");
        Run("c", "10", "30");

        Assert.Equal("10", Mark("c"));
        Undo("c");
        Assert.Equal("0", Mark("a"));
    }

    [Fact]
    public void Check_EachTakenBackNewestFirst_EachIsCutToWhereItBegan()
    {
        Run("a", "0", "10");
        Run("b", "10", "20");
        Run("c", "20", "30");
        Undo("c");
        Assert.Equal("10", Mark("b"));
        Undo("b");

        Assert.Equal("0", Mark("a"));
    }

    [Fact]
    public void Check_BegunAnewBehindOneThatWasTakenBack_IsStillToldSo()
    {
        Run("a", "0", "10");
        Run("b", "10", "20");
        Undo("b");
        Run("c", "0", "10");

        Assert.Equal("it began /file anew, and what stood there before is gone", Refusal("c"));
        Assert.Equal("run c began it anew", Left("a"));
    }

    [Fact]
    public void Check_OutputOfTheOneTakenBackWasLeft_CountsAsTheEarlierRuns()
    {
        Run("a", "0", "10");
        Run("b", "10", "20");
        Undo("b", "out");
        Run("c", "20", "30");

        Assert.Equal("20", Mark("c"));
        Assert.Equal("run c appended behind it", Refusal("a"));
    }

    [Fact]
    public void Check_PipelineNamesAnotherFileSince_IsRefusedAndNotLeft()
    {
        Run("a", "0", "10", "/one");
        Run("b", "0", "20", "/two");

        Assert.Equal("it wrote to /one, and the pipeline now names /two", Refusal("a", "/two"));
        Assert.Equal("0", Mark("b", "/two"));
    }

    [Fact]
    public void Check_LaterRunWroteToAFileOfItsOwn_IsRefusedUntilThatIsTakenBack()
    {
        Run("a", "0", "10", "/a");
        Run("b", "0", "20", "/b");
        Assert.Equal("it wrote to /a, and run b wrote to /b since", Refusal("a", "/a"));

        Undo("b");
        Assert.Equal("0", Mark("a", "/a"));
    }

    [Fact]
    public void Check_RunBeforeWroteElsewhereAndWasTakenBack_IsNotBegunAnew()
    {
        Run("a", "0", "10", "/a");
        Run("b", "0", "20", "/b");
        Undo("a", "none");

        Assert.Equal("0", Mark("b", "/b"));
    }

    [Fact]
    public void Check_FileWasAnothersInBetween_ItsOwnLinesCount()
    {
        Run("a", "0", "10", "/one");
        Run("b", "0", "20", "/two");
        Run("c", "0", "15", "/one");

        Assert.Equal("it began /one anew, and what stood there before is gone", Refusal("c", "/one"));
    }

    [Fact]
    public void Check_WroteNothingToAFileOfItsOwn_MarkOfTheOtherFileIsNotSet()
    {
        Run("a", "0", "10", "/a");
        Run("b", "0", "0", "/b");

        Assert.Equal("it wrote nothing there", Left("b", "/b"));
    }

    private void Run(string run, string opened, string after, string location = "/file")
    {
        var note = new UndoNote(new Dictionary<string, UndoNote.Output> { ["out"] = new(opened, location) });
        _all.Add(new UndoEntry(++_number, run) { First = true, Note = note.Write(), Marks = new Dictionary<string, string?> { ["out"] = _mark } });
        _mark = after;
    }

    /// <summary>What a home keeps of it: nothing of the run, and of the commit what it replaced.</summary>
    private void Undo(string run, params IEnumerable<string> leave)
    {
        var log = Log(run);
        var taken = Check(run, log.Note.Outputs["out"].Location, [.. leave]).Output.Mark;
        _all.RemoveAll(entry => entry.RunId == run);
        _all.Add(new UndoEntry(++_number, "")
        {
            Undoes = run,
            UndoneFirst = log.Entries[0].Number,
            UndoneLast = log.Entries[^1].Last,
            Note = UndoneNote.Of(log, leave.ToHashSet(StringComparer.Ordinal)).Write(),
            Marks = taken is null ? new Dictionary<string, string?>() : new Dictionary<string, string?> { ["out"] = _mark },
        });
        _mark = taken ?? _mark;
    }

    private string? Mark(string run, string location = "/file")
    {
        var (output, refusals) = Check(run, location);
        Assert.Empty(refusals);
        Assert.Null(output.Reason);
        return output.Mark;
    }

    private string? Left(string run, string location = "/file")
    {
        var (output, refusals) = Check(run, location);
        Assert.Empty(refusals);
        Assert.Null(output.Mark);
        return output.Reason;
    }

    private string? Refusal(string run, string location = "/file")
    {
        var (output, refusals) = Check(run, location);
        Assert.Equal("engine.undo_output", Assert.Single(refusals).Code);
        return output.Reason;
    }

    private (UndoneOutput Output, IReadOnlyList<Diagnostic> Refusals) Check(string run, string location, params IReadOnlyList<string> leave)
    {
        var plan = new EngineRun().Write(new MarkedSink { Location = location }, "out").Sinks;
        var check = new OutputCheck(
            new PipelinePlan { Run = new RunInfo(run, "test", DateTimeOffset.UnixEpoch), Collectors = [], Processors = [], Sinks = plan, Settings = PlainSettings.Value },
            Log(run),
            leave.ToHashSet(StringComparer.Ordinal));
        return (check.Check().Single(), check.Refusals);
    }

    private RunLog Log(string run) => new(
        _all, run, new Claim("home", _number, new Dictionary<string, long>(), new Dictionary<string, SplitState>(), new Dictionary<string, string> { ["out"] = _mark! }, [], 0));
}
