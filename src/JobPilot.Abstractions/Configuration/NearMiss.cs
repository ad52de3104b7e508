namespace JobPilot;

/// <summary>Finds what an author probably meant, for messages on names that are not known. Thread-safe.</summary>
public static class NearMiss
{
    /// <summary>
    /// The nearest candidate within a third of the length: letters that are missing, too many, wrong or swapped count once each; case, <c>-</c> and <c>_</c> do not
    /// count.
    /// </summary>
    /// <param name="written">What was written; one of fewer than 3 or more than 64 letters is near nothing.</param>
    /// <param name="candidates">Names that are known.</param>
    /// <returns>The first of the nearest; null where none is near.</returns>
    public static string? Find(string written, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(written);
        ArgumentNullException.ThrowIfNull(candidates);
        if (written.Length is < 3 or > 64)
        {
            return null;
        }

        var best = (Name: (string?)null, Distance: Math.Max(1, written.Length / 3) + 1);
        foreach (var candidate in candidates)
        {
            var distance = Distance(Simplify(written), Simplify(candidate));
            if (distance < best.Distance)
            {
                best = (candidate, distance);
            }
        }

        return best.Name;
    }

    /// <summary>The end of a message: <c>; did you mean `name`?</c>, or a full stop where nothing is near.</summary>
    /// <param name="written">What was written.</param>
    /// <param name="candidates">Names that are known.</param>
    public static string Suffix(string written, IEnumerable<string> candidates) =>
        Find(written, candidates) is { } near ? $"; did you mean `{near}`?" : ".";

    private static string Simplify(string text) =>
        text.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            rows[i, 0] = i;
        }

        for (var j = 0; j <= b.Length; j++)
        {
            rows[0, j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var change = a[i - 1] == b[j - 1] ? 0 : 1;
                var best = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    best = Math.Min(best, rows[i - 2, j - 2] + 1);
                }

                rows[i, j] = best;
            }
        }

        return rows[a.Length, b.Length];
    }
}
