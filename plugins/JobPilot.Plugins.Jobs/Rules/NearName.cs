namespace JobPilot.Plugins.Jobs.Rules;

/// <summary>Finds the name that was probably meant.</summary>
internal static class NearName
{
    private const int LongestName = 80;

    /// <summary>The known name with the fewest letters to change, at most a third of them; null where there is none.</summary>
    public static string? Of(string name, IEnumerable<string> known)
    {
        if (name.Length is 0 or > LongestName)
        {
            return null;
        }

        var folded = name.ToLowerInvariant();
        return known.Where(other => other.Length <= LongestName).Select(other => (Name: other, Distance: Distance(folded, other.ToLowerInvariant())))
            .Where(candidate => candidate.Distance <= Math.Max(1, folded.Length / 3)).OrderBy(candidate => candidate.Distance).Select(candidate => candidate.Name).FirstOrDefault();
    }

    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var change = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
