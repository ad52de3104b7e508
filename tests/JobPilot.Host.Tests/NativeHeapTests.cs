using System.Runtime.InteropServices;

namespace JobPilot.Host.Tests;

public sealed class NativeHeapTests
{
    private const int Pieces = 200;
    private const int PieceBytes = 1 << 20;

    [SkippableFact]
    public unsafe void KeepSmall_LargePiecesFreedAmongSmallOnes_GoBackToTheSystem()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "The resident memory is read from /proc, and only glibc's heap is set.");
        NativeHeap.KeepSmall();

        // Without the setting this raises the size from which pieces lie apart to that of this one.
        NativeMemory.Free(Touched(16 * PieceBytes));
        var large = new void*[Pieces];
        var small = new void*[Pieces];
        for (var i = 0; i < Pieces; i++)
        {
            large[i] = Touched(PieceBytes);
            small[i] = Touched(64);
        }

        var full = ResidentMegabytes();
        foreach (var piece in large)
        {
            NativeMemory.Free(piece);
        }

        var left = full - ResidentMegabytes();
        foreach (var piece in small)
        {
            NativeMemory.Free(piece);
        }

        Assert.InRange(left, Pieces / 2, double.MaxValue);
    }

    private static unsafe void* Touched(int bytes)
    {
        var piece = NativeMemory.Alloc((nuint)bytes);
        new Span<byte>(piece, bytes).Fill(1);
        return piece;
    }

    private static double ResidentMegabytes() =>
        long.Parse(File.ReadAllText("/proc/self/statm").Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture) * Environment.SystemPageSize / 1048576.0;
}
