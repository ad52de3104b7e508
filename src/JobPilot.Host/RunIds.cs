using System.Globalization;
using System.Security.Cryptography;

namespace JobPilot.Host;

/// <summary>Makes ids of runs: sortable by the millisecond of their start, short enough to type, unique.</summary>
internal static class RunIds
{
    /// <summary>Date and time, the millisecond in three hexadecimal digits, and three more by chance: "the last run" is told by the id alone.</summary>
    public static string Create(DateTimeOffset startedAt) => string.Create(
        CultureInfo.InvariantCulture, $"{startedAt.UtcDateTime:yyyyMMdd-HHmmss}-{startedAt.Millisecond:x3}{RandomNumberGenerator.GetHexString(3, lowercase: true)}");
}
