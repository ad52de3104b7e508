using System.Runtime.CompilerServices;

namespace JobPilot.Plugins.Jobs.ExtractSkills.Labelling;

/// <summary>Numbers that stand for features: hashes of 32 bits, the same in training and in use.</summary>
internal static class FeatureKey
{
    private const uint Prime = 0x9E3779B1;

    /// <summary>Combines two numbers; their order counts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Of(uint first, uint second)
    {
        var hash = ((first * Prime) ^ second) * 0x85EBCA6B;
        return hash ^ (hash >> 15);
    }

    /// <summary>Combines a template and two numbers.</summary>
    public static uint Of(FeatureTemplate template, uint first, uint second) => Of(Of((uint)template + 1, first), second);

    /// <summary>Hash of letters as they are.</summary>
    public static uint OfText(ReadOnlySpan<char> text)
    {
        var hash = 2166136261u;
        foreach (var letter in text)
        {
            hash = (hash ^ letter) * 16777619;
        }

        return hash ^ (hash >> 13);
    }
}
