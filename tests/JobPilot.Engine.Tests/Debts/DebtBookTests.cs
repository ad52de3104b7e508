using JobPilot.Engine.Commits;
using JobPilot.Engine.Debts;
using JobPilot.Engine.Stages;
using JobPilot.Engine.Telemetry;
using JobPilot.Engine.Tests.Fakes;

namespace JobPilot.Engine.Tests.Debts;

/// <summary>What is owed is bounded, and joined where it can be.</summary>
public class DebtBookTests
{
    private readonly RunEnvironment _environment = new EngineRun().Environment();
    private readonly Dictionary<long, string> _home = [];
    private readonly SinkStage _sink;
    private readonly DebtBook _book;

    public DebtBookTests()
    {
        _sink = new SinkStage(new SinkPlan { Id = "file", Type = "file", Sink = new MarkedSink() }, new ComponentMeter("file", "sink", "file"), _environment);
        _book = new DebtBook(_environment);
    }

    [Fact]
    public void Next_SplitsTakeTurns_OneRangeASplit()
    {
        for (var page = 0; page < 50; page++)
        {
            Owe($"split-{page % 2}", From(page / 2), $"{(page / 2) + 1}", ["a"], keyed: false);
        }

        Assert.Equal(2, _home.Count);
        Assert.Equal([("0", "25", 25L), ("0", "25", 25L)], Ranges().Select(range => (range.From ?? "0", range.To!, range.Rows)));
        Assert.Equal(50, Assert.Single(_book.Debts).Records);
    }

    [Fact]
    public void Next_ManyKeys_RangesHoldAtMostAThousandAndLoseNone()
    {
        for (var page = 0; page < 7; page++)
        {
            Owe("all", From(page), $"{page + 1}", [.. Enumerable.Range(page * 700, 700).Select(n => $"key-{n}")]);
        }

        Assert.All(Ranges(), range => Assert.InRange(range.Keys!.Count, 1, DebtBook.MostKeys));
        Assert.Equal(4900, Ranges().SelectMany(range => range.Keys!).Distinct().Count());
        Assert.Equal(4900, Assert.Single(_book.Debts).Records);
    }

    [Fact]
    public void Next_LongKeys_RangesStaySmall()
    {
        Owe("all", null, "1", [.. Enumerable.Range(0, 900).Select(n => $"{n}{new string('x', 900)}")]);

        Assert.All(_home.Values, text => Assert.InRange(text.Length, 1, 256 * 1024));
        Assert.Equal(900, Ranges().Sum(range => range.Keys!.Count));
    }

    [Fact]
    public void Next_MoreRangesThanNameRows_LaterOnesNamePagesAlone()
    {
        for (var page = 0; page < DebtBook.MostKeyed + 20; page++)
        {
            Owe("all", From(page), $"{page + 1}", [.. Enumerable.Range(page * 1000, 1000).Select(n => $"key-{n}")]);
        }

        Assert.Equal(DebtBook.MostKeyed, Ranges().Count(range => range.Keys is not null));
        var rest = Assert.Single(Ranges(), range => range.Keys is null);
        Assert.Equal(($"{DebtBook.MostKeyed}", $"{DebtBook.MostKeyed + 20}", 20_000L), (rest.From, rest.To, rest.Rows));
    }

    [Fact]
    public void Next_MoreRangesThanAreKept_OldestGoAndThatIsTold() // Invariant 7
    {
        for (var split = 0; split < DebtBook.MostRanges + 25; split++)
        {
            Owe($"split-{split}", null, "1", ["a"], keyed: false);
        }

        Assert.Equal(DebtBook.MostRanges, _home.Count);
        Assert.DoesNotContain(Ranges(), range => range.Split == "split-0");
        Assert.Contains(Ranges(), range => range.Split == $"split-{DebtBook.MostRanges + 24}");
        Assert.Contains(_environment.Warnings, warning => warning.Code == "engine.debt_lost");
    }

    [Fact]
    public void Next_UnitIsComputedAgain_CountsOnce()
    {
        var (unit, spans) = Unit("all", null, "1", ["a", "b"], keyed: true);
        _book.Next([_sink], unit, spans, []);
        Owe("all", null, "1", ["a"]);

        Assert.Equal(1, Assert.Single(_book.Debts).Records);
    }

    [Fact]
    public void Load_DebtOfANewerHost_IsToldAndLeft()
    {
        _book.Load([new Debt("file", 5, "{\"version\":2}")]);
        Owe("all", null, "1", ["a"]);

        Assert.Equal(6, Assert.Single(_home).Key);
        Assert.Contains(_environment.Warnings, warning => warning is { Code: "engine.debt_unreadable", Pointer: "file" });
    }

    private static string? From(int page) => page == 0 ? null : $"{page}";

    private IEnumerable<OwedRange> Ranges() => _home.OrderBy(debt => debt.Key).Select(debt => OwedRange.Parse(new Debt("file", debt.Key, debt.Value)));

    private (Unit Unit, SplitSpan[] Spans) Unit(string split, string? from, string to, List<string> keys, bool keyed)
    {
        var unit = new Unit();
        unit.Note(_sink, keys.Select(key => new MissableRow("source", split, keyed ? key : null)));
        return (unit, [new SplitSpan("source", split, from, to, keys.Count, InOrder: true)]);
    }

    private void Owe(string split, string? from, string to, List<string> keys, bool keyed = true)
    {
        var (unit, spans) = Unit(split, from, to, keys, keyed);
        foreach (var debt in _book.Next([_sink], unit, spans, []))
        {
            if (debt.Text is null)
            {
                _home.Remove(debt.Number);
            }
            else
            {
                _home[debt.Number] = debt.Text;
            }
        }

        _book.Committed();
    }
}
