using System.Globalization;
using System.Security.Cryptography;

namespace JobPilot.Host;

/// <summary>Makes ids of runs: sortable by time, short enough to type, unique.</summary>
internal static class RunIds
{
    public static string Create(DateTimeOffset startedAt) =>
        string.Create(CultureInfo.InvariantCulture, $"{startedAt.UtcDateTime:yyyyMMdd-HHmmss}-{RandomNumberGenerator.GetHexString(6, lowercase: true)}");
}
