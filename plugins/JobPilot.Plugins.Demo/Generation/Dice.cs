using System.Runtime.CompilerServices;

namespace JobPilot.Plugins.Demo;

/// <summary>
/// Chance that follows from a seed and an index alone (SplitMix64), so that any record can be made without the ones before it, on every machine.
/// </summary>
internal struct Dice
{
    private const ulong Step = 0x9E3779B97F4A7C15;
    private ulong _state;

    public Dice(long seed, long index, int stream)
    {
        _state = Mix((ulong)seed + Step) ^ Mix(((ulong)index * 0xD1B54A32D192ED03) + ((ulong)stream * 0x8CB92BA72F3D8DD7) + Step);
        Next();
    }

    /// <summary>Any 64 bits.</summary>
    public ulong Next() => Mix(_state += Step);

    /// <summary>From 0 to below a bound. Not inlined: it depends on the processor, and whatever holds it could not be compiled ahead.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public int Below(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>From a least to a most, both included.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    /// <summary>From 0 to below 1.</summary>
    public double Share() => (Next() >> 11) * (1.0 / (1UL << 53));

    public bool Chance(double share) => Share() < share;

    public T Of<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
