namespace JobPilot.Engine.Debts;

/// <summary>What one sink owes, as the home keeps it. Keys of rows are held only of ranges that may still grow. Used by the consumer's thread.</summary>
internal sealed class SinkAccount(string sink)
{
    /// <summary>Number under which the home keeps that the sink was not opened when its run began: whoever opens it next starts it as that run would have.</summary>
    public const long Unopened = 0;

    private const string UnopenedText = "{\"version\":1,\"unopened\":true}";

    private readonly SortedDictionary<long, OwedRange> _ranges = [];
    private long _last = Unopened;

    public string Sink { get; } = sink;

    public bool IsUnopened { get; private set; }

    /// <summary>Ranges by number, the oldest first; of those that name rows, the keys are left out.</summary>
    public IReadOnlyDictionary<long, OwedRange> Ranges => _ranges;

    /// <summary>The newest range of each split in this run, whole: what follows may be joined to it.</summary>
    public Dictionary<GrowingRange, (long Number, OwedRange Range)> Growing { get; private set; } = [];

    /// <summary>A number above all that were used.</summary>
    public long Next => _last + 1;

    /// <summary>Says, or takes back, that the sink was not opened.</summary>
    public Debt Unopen(bool unopened) => new(Sink, Unopened, unopened ? UnopenedText : null);

    /// <summary>The number is taken, by something that cannot be read.</summary>
    public void Reserve(long number) => _last = Math.Max(_last, number);

    /// <summary>The home has it.</summary>
    /// <exception cref="FaultException">It cannot be read.</exception>
    public void Apply(Debt debt)
    {
        if (debt.Number == Unopened)
        {
            IsUnopened = debt.Text is not null;
        }
        else if (debt.Text is null)
        {
            _ranges.Remove(debt.Number);
        }
        else
        {
            Reserve(debt.Number);
            var range = OwedRange.Parse(debt);
            _ranges[debt.Number] = range.Keys is null ? range : range with { Keys = [] };
        }
    }

    /// <summary>The home has these ranges; those that were given up grow no more.</summary>
    public void Grow(Dictionary<GrowingRange, (long Number, OwedRange Range)> growing) =>
        Growing = growing.Where(one => _ranges.ContainsKey(one.Value.Number)).ToDictionary();
}

/// <summary>What a growing range is known by.</summary>
/// <param name="Collector">The collector.</param>
/// <param name="Split">The split.</param>
/// <param name="Named">Whether it names its rows.</param>
internal readonly record struct GrowingRange(string Collector, string Split, bool Named);
