namespace JobPilot.Engine.Memory;

/// <summary>
/// A Bloom filter of the keys that a run has written: 8 MB, five bits a key. It never misses a key that was added; up to six million keys one in fifty others is
/// taken for added, and beyond that more, which costs reads and never correctness. Takes hashes of keys, see <see cref="HashedKey"/>. Used by the tail's thread.
/// </summary>
internal sealed class KeyFilter
{
    private const int Bits = 1 << 26;
    private const int Probes = 5;
    private readonly ulong[] _words = new ulong[Bits / 64];

    public void Add(ulong key)
    {
        var (at, step) = Spread(key);
        for (var i = 0; i < Probes; i++, at += step)
        {
            var bit = at & (Bits - 1);
            _words[bit >> 6] |= 1UL << (int)(bit & 63);
        }
    }

    public bool MayContain(ulong key)
    {
        var (at, step) = Spread(key);
        for (var i = 0; i < Probes; i++, at += step)
        {
            var bit = at & (Bits - 1);
            if ((_words[bit >> 6] & (1UL << (int)(bit & 63))) == 0)
            {
                return false;
            }
        }

        return true;
    }

    private static (uint At, uint Step) Spread(ulong hash) => ((uint)hash, (uint)(hash >> 32) | 1);
}
