using JobPilot;

[assembly: JobPilotPlugin(1, 0)]

namespace Acme.Hoarding;

public sealed class HoardOptions
{
    /// <summary>Bytes that are kept of each record.</summary>
    public int Bytes { get; init; } = 1_000_000;

    /// <summary>Whether what is kept is let go by the next record.</summary>
    public bool LetsGo { get; init; }
}

/// <summary>Keeps something of every record and never lets it go, as a cache without a bound does.</summary>
[Processor("hoard", typeof(HoardOptions))]
public sealed class HoardProcessor(HoardOptions options, ComponentContext context) : IProcessor
{
    private readonly List<byte[]> _kept = [];

    public Outcome Process(Record record, CancellationToken cancellationToken)
    {
        var more = new byte[options.Bytes];
        Array.Fill(more, (byte)context.ComponentId.Length); // Pages that are not written to are no memory.
        lock (_kept)
        {
            if (options.LetsGo)
            {
                _kept.Clear();
            }

            _kept.Add(more);
        }

        return Outcome.Keep;
    }
}
