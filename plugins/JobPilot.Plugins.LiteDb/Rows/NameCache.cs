using System.Text;

namespace JobPilot.Plugins.LiteDb.Rows;

/// <summary>Gives one string a field name instead of one a record. Not safe for several threads.</summary>
internal sealed class NameCache
{
    private const int Slots = 2048;
    private readonly (byte[] Utf8, string Name)[] _names = new (byte[], string)[Slots];

    public string Get(ReadOnlySpan<byte> utf8)
    {
        var hash = (uint)utf8.Length;
        foreach (var unit in utf8)
        {
            hash = (hash * 31) + unit;
        }

        ref var slot = ref _names[hash % Slots];
        if (slot.Utf8 is null || !utf8.SequenceEqual(slot.Utf8))
        {
            slot = (utf8.ToArray(), Encoding.UTF8.GetString(utf8));
        }

        return slot.Name;
    }
}
