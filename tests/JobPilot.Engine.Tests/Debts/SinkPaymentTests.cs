using JobPilot.Engine.Tests.Fakes;

namespace JobPilot.Engine.Tests.Debts;

/// <summary>What a sink owes is paid from the home's rows.</summary>
public class SinkPaymentTests : OptionalSinkBench
{
    private static readonly FieldPath N = FieldPath.Parse("n");

    [Fact]
    public async Task Pay_RowsAreGone_SinkIsToldOfTheirRemoval()
    {
        var run = Run(20);
        Sink.Before = CannotOpen;
        await run.RunAsync();
        run.Home.Rows.Remove("a-all-00007");
        Sink.Before = Fine;

        await run.PayAsync();

        Assert.Equal(run.Home.Rows.Values.Append("delete a-all-00007").Order(StringComparer.Ordinal), Sink.Lines.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Pay_CommitFails_NothingIsPaidTwice()
    {
        var run = Run(100);
        run.Settings = run.Settings with { MaxRetries = 0 };
        Sink.Before = CannotOpen;
        await run.RunAsync();
        Sink.Before = Fine;
        var commits = run.Home.Commits.Count;
        run.Home.Disturb = number => (number == commits + 2, false);

        var failed = await run.PayAsync();
        run.Home.Disturb = _ => default;

        Assert.Equal(RunOutcome.Failed, failed!.Outcome);
        Assert.NotEmpty(run.Home.Debts);
        Assert.Equal(RunOutcome.Succeeded, (await run.PayAsync())!.Outcome);
        Assert.Empty(run.Home.Debts);
        Assert.Equal(run.Home.Rows.Values, Sink.Lines.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Pay_SinkStillFails_RunFailsAndAllIsStillOwed()
    {
        var run = Run(20);
        Sink.Before = At("write", new FaultException(FaultKind.Permanent, "no"));
        await run.RunAsync();

        var failed = await run.PayAsync();

        Assert.Equal((RunOutcome.Failed, 20), (failed!.Outcome, Assert.Single(failed.Debts).Records));
        Assert.NotEmpty(run.Home.Debts);
    }

    [Fact]
    public async Task Pay_SinkRefusesARow_ItIsADeadLetterAndNotOwed()
    {
        var run = Run(20);
        Sink.Before = CannotOpen;
        await run.RunAsync();
        Sink.Before = Fine;
        Sink.RefuseRow = record => record.GetInteger(N) == 7 ? "seven" : null;

        await run.PayAsync();

        Assert.Equal(19, Sink.Lines.Count);
        Assert.Contains("\"component\":\"file\",\"reason\":\"seven\"", Assert.Single(run.DeadLetters.Lines), StringComparison.Ordinal);
        Assert.Empty(run.Home.Debts);
    }

    [Fact]
    public async Task Pay_WithRememberingProcessors_LeavesTheMemoryAsItIs()
    {
        var run = Run(40);
        run.Process(new KeepSmallest(), "smallest");
        Sink.Before = CannotOpen;
        await run.RunAsync();
        Sink.Before = Fine;

        await run.PayAsync();
        var again = await run.RunAsync();

        Assert.Equal(RunOutcome.Succeeded, again.Outcome);
        Assert.DoesNotContain(again.Warnings, warning => warning.Code == "engine.memory_rebuilt");
    }
}
