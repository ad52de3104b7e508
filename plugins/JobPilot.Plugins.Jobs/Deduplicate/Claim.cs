namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>
/// What a posting says that may contradict another of the same title, employer and place: the employer's number of the opening, and full or part time. Kept behind a stroke in its match key: how closely
/// the place is known (a digit), the working time (a letter), the number.
/// </summary>
internal static class Claim
{
    /// <summary>Letters of the longest text that <see cref="Write"/> makes.</summary>
    public const int LongestText = 2 + HashLetters;

    private const int HeadLetters = 2;
    private const int HashLetters = 8;
    private const int LongestNumber = 12;
    private const char Mark = '=';

    /// <summary>The claim of a match key that an older version wrote: nothing is said.</summary>
    /// <param name="level">How closely the place is known.</param>
    public static string Open(int level) => $"{level}-";

    /// <summary>A match key with a claim.</summary>
    /// <param name="key">The key of title, employer and place.</param>
    /// <param name="level">How closely the place is known (see <see cref="OpeningArea.Level"/>).</param>
    /// <param name="time">The working time (see <see cref="WorkingTime"/>).</param>
    /// <param name="number">The employer's number; null for none.</param>
    public static string Key(string key, int level, char time, string? number)
    {
        ReadOnlySpan<char> head = [Family.Stroke, (char)('0' + level), time];

        // A stored group of 64 postings has to stay below 64 KB.
        Span<char> hash = stackalloc char[HashLetters];
        return number is { Length: > LongestNumber } ? string.Concat(key, head, MatchKey.Hash(number, hash)) : string.Concat(key, head, number);
    }

    /// <summary>Writes working time and number behind an area; nothing where neither is said.</summary>
    /// <param name="time">The working time (see <see cref="WorkingTime"/>).</param>
    /// <param name="number">The employer's number; null for none.</param>
    /// <param name="text">At least <see cref="LongestText"/> letters.</param>
    /// <returns>What was written.</returns>
    public static ReadOnlySpan<char> Write(char time, string? number, Span<char> text)
    {
        if (time == WorkingTime.Unknown && number is null)
        {
            return [];
        }

        (text[0], text[1]) = (Mark, time);
        return number is null ? text[..HeadLetters] : text[..(HeadLetters + MatchKey.Hash(number, text.Slice(HeadLetters, HashLetters)).Length)];
    }

    /// <summary>Where in an area the claim begins that <see cref="Write"/> made; its end where there is none.</summary>
    public static int BeginsIn(ReadOnlySpan<char> area) => area.IndexOf(Mark) is >= 0 and var at ? at : area.Length;

    /// <summary>As <see cref="Agree"/>, of what <see cref="Write"/> made.</summary>
    public static bool AgreeWritten(ReadOnlySpan<char> one, ReadOnlySpan<char> other) => one.IsEmpty || other.IsEmpty || Agree(one, other);

    /// <summary>How much is said: 2 with a number, 1 with the working time alone, 0 with neither.</summary>
    public static int SaidIn(ReadOnlySpan<char> claim) => claim.Length > HeadLetters ? 2 : claim.Length == HeadLetters && claim[1] != WorkingTime.Unknown ? 1 : 0;

    /// <summary>Whether two postings of the same title, employer and place may be one opening: by one number, or where neither number nor time of the one contradicts the other's.</summary>
    public static bool Agree(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        if (one.Length < HeadLetters || other.Length < HeadLetters || one[0] != other[0])
        {
            return false;
        }

        var number = one[HeadLetters..];
        var otherNumber = other[HeadLetters..];
        return number.Length > 0 && otherNumber.Length > 0
            ? number.SequenceEqual(otherNumber)
            : one[1] == other[1] || one[1] == WorkingTime.Unknown || other[1] == WorkingTime.Unknown;
    }

    /// <summary>Whether a posting that says less may be of the opening of one that says more.</summary>
    public static bool Holds(ReadOnlySpan<char> more, ReadOnlySpan<char> less) => SaidIn(more) > SaidIn(less) && Agree(more, less);

    /// <summary>The order in which openings are asked: those with numbers first.</summary>
    public static bool IsBefore(string one, string other) =>
        SaidIn(one) != SaidIn(other) ? SaidIn(one) > SaidIn(other)
        : one.AsSpan(HeadLetters).CompareTo(other.AsSpan(HeadLetters), StringComparison.Ordinal) is not 0 and var order ? order < 0 : string.CompareOrdinal(one, other) < 0;

    /// <summary>Of claims with numbers the place and time, since one is kept of each; else the claim.</summary>
    public static ReadOnlySpan<char> SlotOf(string claim) => SaidIn(claim) == 2 ? string.Concat(claim.AsSpan(0, HeadLetters), "#") : claim;
}
