namespace JobPilot.Expressions;

/// <summary>Finds what was probably meant.</summary>
internal static class NearMiss
{
    public static string? Suggest(string name, IEnumerable<string> known, string prefix = "")
    {
        var best = known.Select(candidate => (candidate, distance: Distance(name, candidate))).MinBy(pair => pair.distance);
        return best.distance <= 2 && best.distance < name.Length ? $"did you mean '{prefix}{best.candidate}'?" : null;
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
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (left[i - 1] == right[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[right.Length];
    }
}
