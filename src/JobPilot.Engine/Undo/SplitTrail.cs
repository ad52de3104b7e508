namespace JobPilot.Engine.Undo;

/// <summary>
/// One split of a run, followed through all that came behind. Where an operator moved its position to the new id of its collector (<c>state copy</c>), it is what
/// stands there that the run left behind; the name it had then may belong to another collector by now.
/// </summary>
internal sealed class SplitTrail
{
    private readonly List<(UndoEntry Entry, string Name)> _steps = [];
    private readonly List<(UndoEntry Entry, string From, string To)> _moves = [];

    /// <summary>Follows a split.</summary>
    /// <param name="split">Its name in the run.</param>
    /// <param name="later">What came behind the run, in order.</param>
    /// <param name="stateAfter">A split's state after a commit that moved it.</param>
    public SplitTrail(string split, IEnumerable<UndoEntry> later, Func<UndoEntry, string, SplitState?> stateAfter)
    {
        Name = split;
        foreach (var entry in later.Where(entry => entry.Splits.ContainsKey(Name)))
        {
            if (MovedTo(entry, Name, stateAfter) is { } to)
            {
                _moves.Add((entry, Name, to));
                Name = to;
            }
            else
            {
                _steps.Add((entry, Name));
            }
        }
    }

    /// <summary>Its name now.</summary>
    public string Name { get; }

    /// <summary>The first later commit that changed the position; null where none did.</summary>
    public UndoEntry? Next => _steps is [var first, ..] ? first.Entry : null;

    /// <summary>Whether it was changed since by an operator, or by taking back a run that lay before this one. That it was moved is no change.</summary>
    public bool IsChangedByHand => _steps.Exists(step => step.Entry.RunId.Length == 0);

    /// <summary>Whether a later run moved it.</summary>
    public bool IsOf(string runId) => _steps.Exists(step => step.Entry.RunId == runId);

    /// <summary>The first commit of a later run that moved it, and its name then; null where the run did not.</summary>
    public (UndoEntry Entry, string Name)? FirstOf(string runId) => _steps.FindIndex(step => step.Entry.RunId == runId) is >= 0 and var index ? _steps[index] : null;

    /// <summary>Between which collectors a commit moved it; null where it did not.</summary>
    public (string From, string To)? MoveOf(UndoEntry entry) =>
        _moves.FindIndex(move => move.Entry == entry) is >= 0 and var index ? (CollectorOf(_moves[index].From), CollectorOf(_moves[index].To)) : null;

    /// <summary>Which other name an operator's change gave a position: the same state, of a split with the same id, where there was none.</summary>
    private static string? MovedTo(UndoEntry entry, string split, Func<UndoEntry, string, SplitState?> stateAfter)
    {
        if (entry.RunId.Length > 0 || entry.Undoes is not null || entry.Splits[split] is not { } state || stateAfter(entry, split) is not null)
        {
            return null;
        }

        var (id, text) = (IdOf(split), state.ToJson());
        return entry.Splits.Where(other => other.Value is null && IdOf(other.Key) == id).Select(other => other.Key).FirstOrDefault(other => stateAfter(entry, other)?.ToJson() == text);
    }

    private static string CollectorOf(string split) => split[..Math.Max(0, split.IndexOf('/', StringComparison.Ordinal))];

    private static string IdOf(string split) => split[(split.IndexOf('/', StringComparison.Ordinal) + 1)..];
}
