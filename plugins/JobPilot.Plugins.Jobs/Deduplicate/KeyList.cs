using System.Runtime.CompilerServices;

namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>Keys of one posting while they are found; a posting has a few.</summary>
/// <param name="room">Where they are kept.</param>
internal ref struct KeyList(Span<string> room)
{
    private readonly Span<string> _room = room;
    private int _count;

    /// <summary>Adds a key.</summary>
    public void Add(string key) => _room[_count++] = key;

    /// <summary>Adds a key that is not there yet.</summary>
    public void AddOnce(string key)
    {
        if (!_room[.._count].Contains(key))
        {
            Add(key);
        }
    }

    /// <summary>The keys, in order.</summary>
    public readonly string[] ToArray() => _room[.._count].ToArray();

    /// <summary>Room for a posting's keys: title and place or text, family, number with words of the title, and each address.</summary>
    [InlineArray(3 + PostingKeys.MostNumberWords + ApplyPaths.MostUrls)]
    public struct Room
    {
        private string _first;
    }
}
