namespace JobPilot.Engine.Undo;

/// <summary>How long runs can be taken back: a pure function.</summary>
internal static class UndoRetention
{
    /// <summary>Number of the last commit of which nothing need be kept; 0 keeps all.</summary>
    /// <param name="entries">What is kept, in order.</param>
    /// <param name="now">Start of the run that begins, which is one of the runs.</param>
    /// <param name="runs">Newest runs that can be taken back.</param>
    /// <param name="keep">Age from which a run cannot.</param>
    public static long TrimUpTo(IReadOnlyList<UndoEntry> entries, DateTimeOffset now, int runs, TimeSpan keep)
    {
        var known = entries.Where(entry => entry.RunId.Length > 0).Select(entry => entry.RunId).Distinct(StringComparer.Ordinal).ToList();
        var dropped = known.Take(Math.Max(0, known.Count - runs + 1)).ToHashSet(StringComparer.Ordinal);

        // Whole runs and only the oldest: what lies between two that are kept says whether the later one built on the earlier.
        long trim = 0;
        foreach (var entry in entries)
        {
            if (entry.RunId.Length > 0 && !dropped.Contains(entry.RunId) && now - entry.At < keep)
            {
                break;
            }

            trim = entry.Last;
        }

        return trim;
    }
}
