using FsCheck.Xunit;
using JobPilot.Engine.Commits;
using JobPilot.Engine.Stages;
using JobPilot.Engine.Tests.Fakes;

namespace JobPilot.Engine.Tests.Commits;

/// <summary>What holds of positions and acknowledgements, in whatever order pages end and commits succeed or fail.</summary>
public class SplitLedgerPropertyTests
{
    /// <summary>Each step is a number: its remainder says what happens, the rest to which split.</summary>
    [Property(MaxTest = 2000)]
    public void Committed_AnySteps_SourceHearsOnlyOfWhatTheHomeHas(ushort[] steps) // Invariant 1
    {
        var ledger = new SplitLedger(new EngineRun().Environment());
        var splits = Enumerable.Range(0, 3).Select(Split).ToList();
        splits.ForEach(ledger.Add);
        var advanced = new int[3];
        var home = new int?[3];
        var acknowledged = new int[3];
        var first = true;
        foreach (var step in steps ?? [])
        {
            var number = step / 4 % 3;
            switch (step % 4)
            {
                case 0 or 1:
                    advanced[number]++;
                    ledger.Advance(new PageEnd(splits[number], new Position($"{advanced[number]}")));
                    break;
                case 2:
                    // A commit that fails: built, and the home says nothing.
                    _ = ledger.Dirty();
                    break;
                default:
                    var dirty = ledger.Dirty();
                    Assert.True(!first || dirty.Count == 3, "The first commit holds every split that was claimed.");
                    first = false;

                    // Pages may end while the commit is under way; they are not of it.
                    var during = step / 12 % 2 == 1;
                    foreach (var commit in dirty)
                    {
                        home[commit.SplitId[0] - '0'] = int.Parse(commit.State?.Position ?? "0", System.Globalization.CultureInfo.InvariantCulture);
                    }

                    foreach (var (split, position) in ledger.Committed(dirty))
                    {
                        var at = int.Parse(position.Value, System.Globalization.CultureInfo.InvariantCulture);
                        var of = split.QualifiedId[0] - '0';
                        Assert.True(at <= home[of], $"The source was told {at}, the home has {home[of]}.");
                        Assert.True(at > acknowledged[of], $"The source was told {at} after {acknowledged[of]}.");
                        acknowledged[of] = at;
                    }

                    Assert.Empty(ledger.Dirty());
                    Assert.Equal(advanced, home.Select(position => position ?? 0));
                    Assert.Equal(advanced, acknowledged);
                    if (during)
                    {
                        advanced[number]++;
                        ledger.Advance(new PageEnd(splits[number], new Position($"{advanced[number]}")));
                        Assert.Single(ledger.Dirty());
                    }

                    break;
            }
        }
    }

    private static SplitRun Split(int number)
    {
        var plan = new CollectorPlan { Id = $"{number}", Type = "fake", Collector = new FakeCollector("x", 0) };
        return new SplitRun(plan, new Split("all"), $"{number}/all", 1, new SplitState());
    }
}
