using JobPilot.Engine.Tests.Fakes;

namespace JobPilot.Engine.Tests.Debts;

/// <summary>A run with a home and a sink that need not be there.</summary>
public abstract class OptionalSinkBench
{
    private protected MarkedSink Sink { get; } = new();

    private protected static Task Fine(string call) => Task.CompletedTask;

    private protected static Task CannotOpen(string call) => At("open", new FaultException(FaultKind.Fatal, "no such drive"))(call);

    private protected static Func<string, Task> At(string call, FaultException fault) => name => name == call ? Task.FromException(fault) : Task.CompletedTask;

    private protected static EngineSettings Small(EngineSettings settings) => settings with { BatchSize = 10, MaxCommitDelay = TimeSpan.Zero };

    /// <summary>Pays, and the file then holds what the home holds.</summary>
    private protected async Task PayAsync(EngineRun run)
    {
        Sink.Before = Fine;
        await run.PayAsync();
        Assert.Equal(run.Home.Rows.Values, Sink.Lines.Order(StringComparer.Ordinal));
    }

    private protected EngineRun Run(int records)
    {
        var run = new EngineRun().Collect(new FakeCollector("a", records)).WriteHome().Write(Sink, required: false);
        run.Settings = Small(run.Settings);
        return run;
    }
}
