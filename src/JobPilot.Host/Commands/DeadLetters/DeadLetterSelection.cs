using JobPilot.Engine.DeadLetters;

namespace JobPilot.Host.Commands.DeadLetters;

/// <summary>Which letters a verb works on: those that meet every criterion that is given.</summary>
internal sealed record DeadLetterSelection
{
    public IReadOnlyList<string> Ids { get; init; } = [];

    public string? Run { get; init; }

    public string? Component { get; init; }

    public Moment? Since { get; init; }

    public Moment? OlderThan { get; init; }

    public long? Limit { get; init; }

    /// <summary>Whether anything is asked for but all.</summary>
    public bool Narrows => Ids.Count > 0 || Run is not null || Component is not null || Since is not null || OlderThan is not null;

    /// <summary>The letters that are meant, in order.</summary>
    /// <exception cref="RefusedException">One was asked for by its id, and is not there.</exception>
    public IReadOnlyList<DeadLetterEntry> Choose(DeadLetterArchive archive, DateTimeOffset now)
    {
        if (Ids.FirstOrDefault(id => archive.Entries.All(entry => entry.Id != id)) is { } missing)
        {
            throw RefusedException.Missing(
                "dead_letters.no_such_letter", $"There is no dead letter '{missing}'; it may have been replayed.", "`jobpilot-host dead-letters list PIPELINE` shows those that there are.");
        }

        var chosen = archive.Entries.Where(entry => (Ids.Count == 0 || Ids.Contains(entry.Id, StringComparer.Ordinal))
            && (Run is null || entry.RunId == Run)
            && (Component is null || entry.Component == Component)
            && (Since is not { } since || entry.At >= since.Before(now))
            && (OlderThan is not { } older || entry.At < older.Before(now)));
        return [.. chosen.Take((int)Math.Min(Limit ?? int.MaxValue, int.MaxValue))];
    }
}
