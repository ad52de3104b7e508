using System.Globalization;

namespace JobPilot.Engine.Http;

/// <summary>Reads how much a server still allows from the headers that are usual for it.</summary>
internal static class ServerLimits
{
    private static readonly string[] Families = ["x-ratelimit-requests", "x-ratelimit", "ratelimit"];

    /// <summary>Finds a limit of which a tenth or less is left.</summary>
    public static bool IsNear(SourceResponse response, out long remaining, out long limit)
    {
        foreach (var family in Families)
        {
            if (TryRead(response, $"{family}-limit", out limit) && TryRead(response, $"{family}-remaining", out remaining)
                && limit > 0 && remaining * 10 <= limit)
            {
                return true;
            }
        }

        remaining = 0;
        limit = 0;
        return false;
    }

    private static bool TryRead(SourceResponse response, string name, out long value)
    {
        value = 0;
        return response.Headers.TryGetValue(name, out var text)
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value)
            && value < long.MaxValue / 10;
    }
}
