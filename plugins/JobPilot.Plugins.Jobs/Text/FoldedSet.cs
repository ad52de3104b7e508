using System.Collections.Frozen;

namespace JobPilot.Plugins.Jobs.Text;

/// <summary>A set of folded phrases, in which texts are looked up that are not yet folded. Immutable.</summary>
/// <param name="phrases">The phrases, folded.</param>
internal sealed class FoldedSet(IReadOnlyCollection<string> phrases)
{
    private const int MostOnStack = 256;
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _phrases =
        phrases.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly int _longest = phrases.Select(phrase => phrase.Length).DefaultIfEmpty().Max();

    /// <summary>Whether a text, folded, is one of the phrases.</summary>
    public bool Has(ReadOnlySpan<char> text)
    {
        if (text.Length > _longest)
        {
            return false;
        }

        Span<char> folded = text.Length <= MostOnStack ? stackalloc char[text.Length] : new char[text.Length];
        Folding.Fold(text, folded);
        return _phrases.Contains(folded);
    }
}
