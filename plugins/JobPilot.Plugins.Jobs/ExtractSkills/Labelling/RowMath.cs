using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace JobPilot.Plugins.Jobs.ExtractSkills.Labelling;

/// <summary>Sums of rows of sixteen weights.</summary>
internal static class RowMath
{
    /// <summary>Adds a row of weights to a row of scores.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref sbyte weights, ref short scores)
    {
        var (low, high) = Vector128.Widen(Vector128.LoadUnsafe(ref weights));
        (Vector128.LoadUnsafe(ref scores) + low).StoreUnsafe(ref scores);
        (Vector128.LoadUnsafe(ref scores, 8) + high).StoreUnsafe(ref scores, 8);
    }

    /// <summary>Adds a row of scores to another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref readonly short from, ref short scores) =>
        (Vector256.LoadUnsafe(in from) + Vector256.LoadUnsafe(ref scores)).StoreUnsafe(ref scores);
}
