using System.Numerics;
using System.Runtime.CompilerServices;

namespace JobPilot.Plugins.Jobs.ExtractSkills.Labelling;

/// <summary>
/// Leads from a feature's key to its rows of weights: one row for each word that the feature speaks of and has weights for. Filled once, then read by
/// many threads.
/// </summary>
internal sealed class BlockTable
{
    /// <summary>Weights of a row: five labels of three kinds, and one that is always 0.</summary>
    public const int RowLength = 16;

    private const int FilterBits = 21;
    private readonly ulong[] _filter = new ulong[1 << (FilterBits - 6)];
    private readonly Slot[] _slots;
    private readonly int _mask;
    private readonly sbyte[] _rows;

    /// <summary>Makes an empty table.</summary>
    /// <param name="blocks">How many features it will hold.</param>
    /// <param name="rows">The rows of all features, one after the other, and one more: of two rows at once the second may be none.</param>
    public BlockTable(int blocks, sbyte[] rows)
    {
        _slots = new Slot[BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, blocks * 2))];
        _mask = _slots.Length - 1;
        _rows = rows;
    }

    /// <summary>Adds a feature.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="row">Its first row.</param>
    /// <param name="roles">A bit for each word that it has a row for.</param>
    public void Add(uint key, int row, byte roles)
    {
        var at = (int)key & _mask;
        while (_slots[at].Roles != 0)
        {
            at = (at + 1) & _mask;
        }

        _slots[at] = new Slot(key, row, roles);
        var bit = key >> (32 - FilterBits);
        _filter[bit >> 6] |= 1UL << (int)(bit & 63);
    }

    /// <summary>Whether a feature may be there, 1 or 0: most pairs of words are new, and a small set of bits says so before the table is touched.</summary>
    /// <param name="key">Its key.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int MayHold(uint key)
    {
        var bit = key >> (32 - FilterBits);
        return (int)(_filter[bit >> 6] >> (int)(bit & 63)) & 1;
    }

    /// <summary>Finds a feature.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="row">Its first row.</param>
    /// <returns>A bit for each word that it has a row for; 0 where the model does not know it.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(uint key, out int row)
    {
        for (var at = (int)key & _mask; ; at = (at + 1) & _mask)
        {
            ref readonly var slot = ref _slots[at];
            if (slot.Key == key || slot.Roles == 0)
            {
                row = slot.Row;
                return slot.Roles;
            }
        }
    }

    /// <summary>The weights of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref sbyte Row(int row) => ref _rows[row * RowLength];

    private readonly record struct Slot(uint Key, int Row, byte Roles);
}
