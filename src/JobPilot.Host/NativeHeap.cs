using System.Runtime.InteropServices;

namespace JobPilot.Host;

/// <summary>The heap of the C library, on which SQLite, the packing of what is kept and the runtime's compiler allocate.</summary>
internal static class NativeHeap
{
    private const int TrimThreshold = -1; // M_TRIM_THRESHOLD of glibc's malloc.h
    private const int MmapThreshold = -3; // M_MMAP_THRESHOLD
    private const int Bytes = 128 * 1024;

    /// <summary>
    /// Lets what is freed go back to the system. glibc begins so, but each large piece that is freed (a commit's blob, a buffer of the packer) raises the sizes from which it asks the system
    /// and gives back, up to 32 MB: from then on such pieces lie among small ones, and what was freed stays. Naming the sizes that it begins with ends that. Where
    /// the C library is another one nothing changes.
    /// </summary>
    public static void KeepSmall()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = SetOption(TrimThreshold, Bytes);
            _ = SetOption(MmapThreshold, Bytes);
        }
        catch (Exception exception) when (exception is EntryPointNotFoundException or DllNotFoundException)
        {
            // Not glibc: its heap is as it is.
        }
    }

    [DllImport("libc", EntryPoint = "mallopt")]
    private static extern int SetOption(int option, int value);
}
