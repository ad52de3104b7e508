using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace JobPilot.Plugins.Jobs.ExtractSkills;

/// <summary>Says for 32 letters at once which of them are ASCII letters and digits: a loop that asks letter by letter guesses wrong at each end of a word.</summary>
internal static class WordMask
{
    public const int Letters = 32;

    /// <summary>A bit for each letter or digit, and one for each letter that must be looked at: +, #, dot and all that is no ASCII.</summary>
    /// <param name="text">At least as many letters as a mask has.</param>
    /// <param name="others">Those that must be looked at.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Of(ReadOnlySpan<char> text, out uint others)
    {
        ref var first = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text[..Letters]));
        return Of(Vector256.LoadUnsafe(ref first), Vector256.LoadUnsafe(ref first, 16), out others);
    }

    /// <summary>The same for the end of a text, letter by letter.</summary>
    public static uint OfEnd(ReadOnlySpan<char> text, out uint others)
    {
        var words = 0u;
        others = 0;
        for (var i = 0; i < text.Length; i++)
        {
            words |= char.IsAsciiLetterOrDigit(text[i]) ? 1u << i : 0;
            others |= text[i] is '+' or '#' or '.' or > '\u007F' ? 1u << i : 0;
        }

        return words;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Of(Vector256<ushort> left, Vector256<ushort> right, out uint others)
    {
        // Narrowed with saturation: all that is no byte becomes 255, which is no ASCII either.
        var limit = Vector256.Create((ushort)255);
        var letters = Vector256.Narrow(Vector256.Min(left, limit), Vector256.Min(right, limit));
        var lower = letters | Vector256.Create((byte)0x20);
        var isWord = Vector256.LessThan(lower - Vector256.Create((byte)'a'), Vector256.Create((byte)26)) | Vector256.LessThan(letters - Vector256.Create((byte)'0'), Vector256.Create((byte)10));
        var isOther = Vector256.Equals(letters, Vector256.Create((byte)'+')) | Vector256.Equals(letters, Vector256.Create((byte)'#')) | Vector256.Equals(letters, Vector256.Create((byte)'.'))
            | Vector256.GreaterThan(letters, Vector256.Create((byte)127));
        others = isOther.ExtractMostSignificantBits();
        return isWord.ExtractMostSignificantBits();
    }
}
