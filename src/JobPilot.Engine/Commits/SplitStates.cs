namespace JobPilot.Engine.Commits;

/// <summary>Moves of a split's state: pure functions, so that each is a line of a test.</summary>
internal static class SplitStates
{
    /// <summary>Passes whose counts are kept.</summary>
    private const int MostRecent = 5;

    /// <summary>Pages that a split remembers for the next run.</summary>
    public const int MostSkipped = 100;

    /// <summary>Records of a pass from which on an empty one is odd.</summary>
    private const long Plenty = 10;

    /// <summary>Whether a pass that is over gave nothing though the last one of its reach gave plenty.</summary>
    public static bool IsUnexpectedlyEmpty(this SplitState state) => state.Records == 0 && state.Recent is [.., >= Plenty];

    /// <summary>The state as it is, but for what is said.</summary>
    public static SplitState With(
        this SplitState state, bool? suspended = null, string? position = null, Bookmark? candidate = null, long? records = null,
        IReadOnlyList<SkippedPage>? retry = null) => new()
        {
            Pass = state.Pass,
            Done = state.Done,
            Suspended = suspended ?? state.Suspended,
            Position = position ?? state.Position,
            AsOf = state.AsOf,
            Since = state.Since,
            Until = state.Until,
            Full = state.Full,
            Bookmark = state.Bookmark,
            Candidate = candidate ?? state.Candidate,
            Fingerprint = state.Fingerprint,
            Records = records ?? state.Records,
            Recent = state.Recent,
            Retry = retry ?? state.Retry,
        };

    /// <summary>
    /// The pass is complete: its bookmark becomes the live one, which never moves back but where all was read; a back-fill has none.
    /// </summary>
    public static SplitState Complete(this SplitState state, bool backfill)
    {
        var bookmark = backfill ? null : state.Full ? state.Candidate ?? state.Bookmark : Fold(state.Bookmark, state.Candidate);
        return End(state, bookmark, [.. state.Recent.Append(state.Records).TakeLast(MostRecent)]);
    }

    /// <summary>The limit cut the pass: it is over, but says nothing of what is new.</summary>
    public static SplitState Cut(this SplitState state) => End(state, state.Bookmark, state.Recent);

    /// <summary>The pass starts again from its beginning.</summary>
    public static SplitState Restart(this SplitState state) => new()
    {
        Pass = state.Pass,
        AsOf = state.AsOf,
        Since = state.Since,
        Until = state.Until,
        Full = state.Full,
        Bookmark = state.Bookmark,
        Fingerprint = state.Fingerprint,
        Recent = state.Recent,
        Retry = state.Retry,
    };

    /// <summary>The page was asked for in vain once more.</summary>
    public static SkippedPage Again(this SkippedPage page, string code) => new()
    {
        After = page.After,
        AsOf = page.AsOf,
        Since = page.Since,
        Until = page.Until,
        Attempts = page.Attempts + 1,
        Code = code,
    };

    /// <summary>The later date and the later token.</summary>
    public static Bookmark? Fold(Bookmark? left, Bookmark? right)
    {
        if (left is null || right is null)
        {
            return left ?? right;
        }

        return new Bookmark
        {
            HighWater = left.HighWater is null || right.HighWater > left.HighWater ? right.HighWater ?? left.HighWater : left.HighWater,
            Token = right.Token ?? left.Token,
        };
    }

    private static SplitState End(SplitState state, Bookmark? bookmark, IReadOnlyList<long> recent) => new()
    {
        Pass = state.Pass,
        Done = true,
        AsOf = state.AsOf,
        Since = state.Since,
        Until = state.Until,
        Bookmark = bookmark,
        Fingerprint = state.Fingerprint,
        Recent = recent,
        Retry = state.Retry,
    };
}
