using System.Runtime.InteropServices;
using System.Text;

namespace JobPilot.Plugins.LiteDb.Files;

/// <summary>What the runtime has no call for: the fsync of a folder, and reading a file that somebody holds alone.</summary>
internal static partial class Folder
{
    /// <summary>Makes a new or renamed entry of a folder durable. On Windows the file system does so itself.</summary>
    public static void Sync(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open(folder, 0);
        if (descriptor < 0)
        {
            return;
        }

        _ = FSync(descriptor);
        _ = Close(descriptor);
    }

    /// <summary>First kilobyte of a file whoever holds it; "" where it cannot be read.</summary>
    public static string ReadHeld(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return "";
        }

        var descriptor = Open(path, 0);
        if (descriptor < 0)
        {
            return "";
        }

        var buffer = new byte[1024];
        var count = (int)Read(descriptor, buffer, buffer.Length);
        _ = Close(descriptor);
        return count <= 0 ? "" : Encoding.UTF8.GetString(buffer, 0, count).Trim();
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int FSync(int descriptor);

    [DllImport("libc", EntryPoint = "read", SetLastError = true)]
    private static extern nint Read(int descriptor, byte[] buffer, nint count);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    private static extern int Close(int descriptor);
}
