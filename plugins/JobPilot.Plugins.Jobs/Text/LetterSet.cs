namespace JobPilot.Plugins.Jobs.Text;

/// <summary>Letters that something may begin or end with, of which capitals are the same as small ones: rules out most words by one letter.</summary>
/// <param name="letters">The letters.</param>
internal readonly struct LetterSet(IEnumerable<char> letters)
{
    // A bit for the low five of a letter of ASCII.
    private readonly uint _bits = letters.Where(char.IsAscii).Aggregate(0u, static (bits, letter) => bits | (1u << (letter & 31)));

    /// <summary>Whether a letter, folded, may be one of them; one outside of ASCII always may.</summary>
    public bool MayHave(char letter) => letter > 127 || (_bits & (1u << (letter & 31))) != 0;
}
