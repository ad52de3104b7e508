using System.Runtime.InteropServices;

namespace JobPilot.Host;

/// <summary>The heap of the C library, on which the compiler of the runtime and SQLite allocate.</summary>
internal static class NativeHeap
{
    private const int ArenaMax = -8; // M_ARENA_MAX of glibc's malloc.h

    /// <summary>
    /// Lets all threads allocate from one arena. By default glibc gives threads arenas of their own, up to eight a core, and keeps in each what was freed there:
    /// some 25 MB of a long run, for which nothing is faster. Called first of all, since arenas that there are stay. Where the C library is another one nothing changes.
    /// </summary>
    public static void ShareArena()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = SetOption(ArenaMax, 1);
        }
        catch (Exception exception) when (exception is EntryPointNotFoundException or DllNotFoundException)
        {
            // Not glibc: its heap is as it is.
        }
    }

    [DllImport("libc", EntryPoint = "mallopt")]
    private static extern int SetOption(int option, int value);
}
