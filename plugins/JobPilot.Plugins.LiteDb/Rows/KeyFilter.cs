namespace JobPilot.Plugins.LiteDb.Rows;

/// <summary>
/// Tells keys that cannot be in a collection from keys that may, so that a first run does not look up what it is about to insert. Knows every
/// key of a collection that was empty when this process opened it, and nothing of any other. A Bloom filter of 4 MB: past some millions
/// of keys it only stops helping.
/// </summary>
internal sealed class KeyFilter
{
    private const int Words = 1 << 19;
    private const int Probes = 5;
    private ulong[]? _bits;

    /// <summary>Whether the collection was empty when it was opened; set once.</summary>
    public void BeginEmpty() => _bits ??= new ulong[Words];

    /// <summary>Whether the key may be there.</summary>
    public bool MayHold(string key)
    {
        if (_bits is null)
        {
            return true;
        }

        var (hash, step) = Hash(key);
        for (var i = 0; i < Probes; i++, hash += step)
        {
            if ((_bits[(hash >> 6) % Words] & (1UL << (int)(hash & 63))) == 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Notes a key that is about to be inserted; one that then is not costs a look-up and nothing else.</summary>
    public void Add(string key)
    {
        if (_bits is null)
        {
            return;
        }

        var (hash, step) = Hash(key);
        for (var i = 0; i < Probes; i++, hash += step)
        {
            _bits[(hash >> 6) % Words] |= 1UL << (int)(hash & 63);
        }
    }

    private static (ulong Hash, ulong Step) Hash(string key)
    {
        var hash = 14695981039346656037UL;
        foreach (var unit in key)
        {
            hash = (hash ^ unit) * 1099511628211UL;
        }

        hash ^= hash >> 32;
        var step = hash * 0x9E3779B97F4A7C15UL;
        return (hash, (step ^ (step >> 29)) | 1);
    }
}
