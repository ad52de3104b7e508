using System.Text.Json;

namespace JobPilot;

/// <summary>
/// How far a split is. Written by the engine, kept by the home as <see cref="ToJson"/> text. Immutable.
/// </summary>
public sealed class SplitState
{
    /// <summary>Version of the stored form.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Number of the pass, from 1.</summary>
    public long Pass { get; init; } = 1;

    /// <summary>Whether the pass is complete.</summary>
    public bool Done { get; init; }

    /// <summary>
    /// Whether the run ended in order though the pass is open (a fallback stood in). Such a pass goes on where it stood, but the next run counts
    /// as a new one, not as the resumption of an interrupted one.
    /// </summary>
    public bool Suspended { get; init; }

    /// <summary>Position behind the last durable page of the pass; null at its start.</summary>
    public string? Position { get; init; }

    /// <summary>Start of the pass, UTC.</summary>
    public DateTimeOffset AsOf { get; init; }

    /// <summary>Lower bound of the pass, fixed at its start; null means none.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Upper bound of the pass; null means none.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Whether the pass pays no heed to the bookmark, since it was asked to read all; its own bookmark then takes the old one's place.</summary>
    public bool Full { get; init; }

    /// <summary>Bookmark of the last complete pass.</summary>
    public Bookmark? Bookmark { get; init; }

    /// <summary>Bookmark of this pass so far; becomes <see cref="Bookmark"/> when the pass is complete.</summary>
    public Bookmark? Candidate { get; init; }

    /// <summary>Hash of what the split reads; another one means that the position does not fit.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>Records that the pass has given so far.</summary>
    public long Records { get; init; }

    /// <summary>Records of the last complete passes that had the same reach (all, or from a bookmark on), the newest last.</summary>
    public IReadOnlyList<long> Recent { get; init; } = [];

    /// <summary>Pages that were given up, the oldest first; the next run asks for them again.</summary>
    public IReadOnlyList<SkippedPage> Retry { get; init; } = [];

    /// <summary>Writes the stored form: one JSON object on one line.</summary>
    public string ToJson() => SplitStateJson.Write(this);

    /// <summary>Reads the stored form; fields that this version does not know are ignored.</summary>
    /// <param name="json">What <see cref="ToJson"/> wrote.</param>
    /// <exception cref="JsonException">It is not a split state.</exception>
    public static SplitState FromJson(string json) => SplitStateJson.Read(json);
}
