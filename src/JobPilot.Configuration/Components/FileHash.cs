using System.Security.Cryptography;

namespace JobPilot.Configuration;

/// <summary>Tells the content of files apart.</summary>
internal static class FileHash
{
    /// <summary>A file with its hash; null where it cannot be read.</summary>
    /// <param name="path">Path as the author wrote it.</param>
    /// <param name="workingDirectory">Where a relative one begins.</param>
    public static ComponentFile? Of(string path, string workingDirectory)
    {
        try
        {
            using var stream = File.OpenRead(Path.GetFullPath(path, workingDirectory));

            // A device says that it is empty, and never ends.
            return new ComponentFile(path, Convert.ToHexStringLower(stream.Length == 0 ? SHA256.HashData([]) : SHA256.HashData(stream)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
