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

    /// <summary>Adds a row of weights to a row of scores where it is asked for; what is added otherwise is 0, without a branch.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="isAsked">1 for adding, 0 for not.</param>
    /// <param name="scores">The scores.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddIf(ref sbyte weights, int isAsked, ref short scores)
    {
        var (low, high) = Vector128.Widen(Vector128.LoadUnsafe(ref weights) & Vector128.Create((sbyte)-isAsked));
        (Vector128.LoadUnsafe(ref scores) + low).StoreUnsafe(ref scores);
        (Vector128.LoadUnsafe(ref scores, 8) + high).StoreUnsafe(ref scores, 8);
    }

    /// <summary>Adds a row of scores to another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref readonly short from, ref short scores) =>
        (Vector256.LoadUnsafe(in from) + Vector256.LoadUnsafe(ref scores)).StoreUnsafe(ref scores);
}
