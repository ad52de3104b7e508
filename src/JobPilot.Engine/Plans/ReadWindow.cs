using System.Globalization;

namespace JobPilot.Engine;

/// <summary>What a run reads of its sources: what is new, all, or the postings of a time that lies behind. Immutable.</summary>
public sealed record ReadWindow
{
    /// <summary>What is new since the last pass.</summary>
    public static ReadWindow New { get; } = new();

    /// <summary>Whether all is read, whatever the bookmark says; the bookmark is set anew at the end.</summary>
    public bool Full { get; init; }

    /// <summary>Fills in the postings from this moment on; neither bookmark nor position of the splits moves. Null where nothing is filled in.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Upper bound of what is filled in, exclusive; null means none.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Whether a time that lies behind is filled in.</summary>
    public bool IsBackfill => Since is not null;

    /// <summary>What an id of a split ends in, so that a back-fill has a state of its own; "" where nothing is filled in.</summary>
    internal string Suffix => Since is { } since ? $"@backfill:{Text(since)}..{(Until is { } until ? Text(until) : "")}" : "";

    private static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
