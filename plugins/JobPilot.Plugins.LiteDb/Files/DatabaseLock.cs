using System.Text;

namespace JobPilot.Plugins.LiteDb.Files;

/// <summary>
/// Rule 1: one process a database. LiteDB itself lets two processes lose each other's writes without an error. The operating system
/// releases the lock of a dead process, so a file that was left behind is no obstacle; it is never deleted, since that would race.
/// </summary>
internal sealed class DatabaseLock : IDisposable
{
    private readonly FileStream _file;

    private DatabaseLock(FileStream file) => _file = file;

    /// <summary>Takes the lock.</summary>
    /// <exception cref="FaultException">Another process holds it: which one, and what to do.</exception>
    public static DatabaseLock Take(DatabasePaths paths)
    {
        try
        {
            var file = new FileStream(paths.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            var holder = Encoding.UTF8.GetBytes($"process {Environment.ProcessId} on {Environment.MachineName}\n");
            file.Write(holder);
            file.SetLength(holder.Length);
            file.Flush();
            return new DatabaseLock(file);
        }
        catch (IOException exception) when (exception is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException))
        {
            var holder = Folder.ReadHeld(paths.Lock);
            throw Faults.Locked(paths.Data, holder, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Faults.CannotOpen(paths.Lock, exception);
        }
    }

    public void Dispose() => _file.Dispose();
}
