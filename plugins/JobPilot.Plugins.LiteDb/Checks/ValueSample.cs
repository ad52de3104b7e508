using LiteDB;

namespace JobPilot.Plugins.LiteDb.Checks;

/// <summary>
/// Counts how often each value comes, of all values while they are few, else of those in an even share of hashes: the share is halved whenever there are
/// too many, so a value that is kept was counted from its first time on.
/// </summary>
internal sealed class ValueSample
{
    public const int Most = 4096;
    private readonly Dictionary<BsonValue, long> _counts = [];
    private int _bits;

    public IReadOnlyDictionary<BsonValue, long> Counts => _counts;

    /// <summary>Whether every value is in it.</summary>
    public bool IsWhole => _bits == 0;

    public void Add(BsonValue value)
    {
        if (!Belongs(value))
        {
            return;
        }

        _counts[value] = _counts.GetValueOrDefault(value) + 1;
        while (_counts.Count > Most)
        {
            _bits++;
            foreach (var left in _counts.Keys.Where(kept => !Belongs(kept)).ToList())
            {
                _counts.Remove(left);
            }
        }
    }

    private bool Belongs(BsonValue value) => _bits == 0 || (uint)value.GetHashCode() * 2654435769u >> (32 - _bits) == 0;
}
