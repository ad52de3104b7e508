using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace JobPilot.State.Tests;

/// <summary>
/// SQLite's file system with a hand on it: for the folders that are watched each write, cut, sync and removal is told before it happens, and may be
/// refused with an error of the disk. Everything else goes through untouched.
/// </summary>
internal static unsafe class RecordingVfs
{
    private const int Ok = 0;
    private const int MethodsSize = 19 * 8;
    private const int VfsSize = 21 * 8;
    private static readonly ConcurrentDictionary<string, Func<DiskOperation, int>> Watched = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<nint, (string Path, nint Methods, nint Own)> Files = new();
    private static readonly nint Original = Register();

    /// <summary>Tells of what happens to files below a folder until it is disposed of.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="before">Called before each operation; anything but 0 is the error that SQLite is given instead.</param>
    public static IDisposable Watch(string folder, Func<DiskOperation, int> before)
    {
        Assert.NotEqual(0, Original);
        Watched[folder] = before;
        return new Watching(folder);
    }

    private static int Tell(string? path, string kind, long offset, byte[] data)
    {
        foreach (var (folder, before) in Watched)
        {
            if (path is not null && path.StartsWith(folder, StringComparison.Ordinal))
            {
                return before(new DiskOperation(path, kind, offset, data));
            }
        }

        return Ok;
    }

    private static nint Register()
    {
        // The library is loaded by whoever opens a database first.
        SQLitePCL.raw.SetProvider(new SQLitePCL.SQLite3Provider_e_sqlite3());
        Assert.Equal(Ok, SQLitePCL.raw.sqlite3_initialize());
        var original = FindVfs(0);
        var own = (nint)NativeMemory.AllocZeroed(VfsSize);
        Buffer.MemoryCopy((void*)original, (void*)own, VfsSize, VfsSize);
        ((nint*)own)[3] = Marshal.StringToCoTaskMemUTF8("recording");
        ((nint*)own)[5] = (nint)(delegate* unmanaged[Cdecl]<nint, byte*, nint, int, int*, int>)&Open;
        ((nint*)own)[6] = (nint)(delegate* unmanaged[Cdecl]<nint, byte*, int, int>)&Delete;
        Assert.Equal(Ok, RegisterVfs(own, 1));
        return original;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Open(nint vfs, byte* name, nint file, int flags, int* outFlags)
    {
        var path = name is null ? null : Marshal.PtrToStringUTF8((nint)name);
        var code = ((delegate* unmanaged[Cdecl]<nint, byte*, nint, int, int*, int>)((nint*)Original)[5])(Original, name, file, flags, outFlags);
        if (code != Ok || path is null || !Watched.Keys.Any(folder => path.StartsWith(folder, StringComparison.Ordinal)))
        {
            return code;
        }

        Tell(path, "open", 0, []);
        var methods = *(nint*)file;
        var own = (nint)NativeMemory.Alloc(MethodsSize);
        Buffer.MemoryCopy((void*)methods, (void*)own, MethodsSize, MethodsSize);
        ((nint*)own)[1] = (nint)(delegate* unmanaged[Cdecl]<nint, int>)&Close;
        ((nint*)own)[3] = (nint)(delegate* unmanaged[Cdecl]<nint, byte*, int, long, int>)&Write;
        ((nint*)own)[4] = (nint)(delegate* unmanaged[Cdecl]<nint, long, int>)&Truncate;
        ((nint*)own)[5] = (nint)(delegate* unmanaged[Cdecl]<nint, int, int>)&Sync;
        *(nint*)file = own;
        Files[file] = (path, methods, own);
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Delete(nint vfs, byte* name, int syncDirectory)
    {
        var code = Tell(Marshal.PtrToStringUTF8((nint)name), syncDirectory != 0 ? "remove" : "delete", 0, []);
        return code != Ok
            ? code
            : ((delegate* unmanaged[Cdecl]<nint, byte*, int, int>)((nint*)Original)[6])(Original, name, syncDirectory);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Close(nint file)
    {
        Files.TryRemove(file, out var known);
        *(nint*)file = known.Methods;
        NativeMemory.Free((void*)known.Own);
        return ((delegate* unmanaged[Cdecl]<nint, int>)((nint*)known.Methods)[1])(file);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(nint file, byte* data, int length, long offset)
    {
        var (path, methods, _) = Files[file];
        var code = Tell(path, "write", offset, new ReadOnlySpan<byte>(data, length).ToArray());
        return code != Ok ? code : ((delegate* unmanaged[Cdecl]<nint, byte*, int, long, int>)((nint*)methods)[3])(file, data, length, offset);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Truncate(nint file, long length)
    {
        var (path, methods, _) = Files[file];
        var code = Tell(path, "cut", length, []);
        return code != Ok ? code : ((delegate* unmanaged[Cdecl]<nint, long, int>)((nint*)methods)[4])(file, length);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(nint file, int flags)
    {
        var (path, methods, _) = Files[file];
        var code = Tell(path, "sync", 0, []);
        return code != Ok ? code : ((delegate* unmanaged[Cdecl]<nint, int, int>)((nint*)methods)[5])(file, flags);
    }

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_vfs_find", CallingConvention = CallingConvention.Cdecl)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint FindVfs(nint name);

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_vfs_register", CallingConvention = CallingConvention.Cdecl)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int RegisterVfs(nint vfs, int makeDefault);

    private sealed class Watching(string folder) : IDisposable
    {
        public void Dispose() => Watched.TryRemove(folder, out _);
    }
}
