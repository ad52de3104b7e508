using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace JobPilot.State;

/// <summary>
/// Keeps two hosts off one pipeline's state, by a lock of the operating system on a file in the state folder: it is free as soon as its process is
/// dead, however that died. Held until disposed. The file stays; it says nothing once it is unlocked.
/// </summary>
public sealed class PipelineLock : IDisposable
{
    private readonly FileStream _file;
    private readonly string _holderPath;

    private PipelineLock(FileStream file, string holderPath)
    {
        _file = file;
        _holderPath = holderPath;
    }

    /// <summary>Takes the lock if it is free; does not wait.</summary>
    /// <param name="folder">The state folder; made where it is missing.</param>
    /// <param name="owner">The pipeline's identity.</param>
    /// <param name="time">Clock for the note that says since when it is held.</param>
    /// <param name="heldBy">Where it is not free: who holds it and since when, for the message; "" otherwise.</param>
    /// <returns>The lock; null where another process, or another part of this one, holds it.</returns>
    /// <exception cref="FaultException">The folder cannot be made or written (code <see cref="ErrorCodes.CannotOpen"/>).</exception>
    public static PipelineLock? TryAcquire(string folder, string owner, TimeProvider time, out string heldBy)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(owner)).AsSpan(0, 12));
        var path = Path.Combine(Path.GetFullPath(folder), "locks", $"{name}.lock");
        var holderPath = Path.ChangeExtension(path, ".holder");
        heldBy = "";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            if (OpenIfFree(path) is not { } file)
            {
                heldBy = ReadHolder(holderPath);
                return null;
            }

            var since = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            File.WriteAllText(
                holderPath, string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId} on {Environment.MachineName} since {since}"));
            return new PipelineLock(file, holderPath);
        }
        catch (Exception exception) when (StateFaults.IsMapped(exception))
        {
            throw StateFaults.From(exception, path);
        }
    }

    /// <summary>Frees the lock. Disposing twice does no harm.</summary>
    public void Dispose()
    {
        if (_file.SafeFileHandle.IsClosed)
        {
            return;
        }

        File.Delete(_holderPath);
        _file.Dispose();
    }

    private static FileStream? OpenIfFree(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (IsSharingViolation(exception))
        {
            return null;
        }
    }

    // EWOULDBLOCK of flock on Unix (11 on Linux, 35 on macOS); ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION on Windows.
    private static bool IsSharingViolation(IOException exception) => OperatingSystem.IsWindows()
        ? (exception.HResult & 0xFFFF) is 32 or 33
        : exception.HResult is 11 or 35;

    private static string ReadHolder(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            // The holder writes its note just after it takes the lock, and removes it just before it frees it.
            return "another process";
        }
    }
}
