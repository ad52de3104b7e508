namespace JobPilot.Plugins.Jobs.Text;

/// <summary>
/// A data file that the assembly carries, read where it lies: what is looked up is in memory once, as a page of the assembly's own file that the system may drop, and
/// what is never looked up is not. Immutable; good as long as the assembly is loaded, which holds what is made of this class.
/// </summary>
internal sealed unsafe class EmbeddedBytes
{
    private readonly byte* _start;
    private readonly int _length;

    private EmbeddedBytes(UnmanagedMemoryStream stream)
    {
        _length = checked((int)stream.Length);
        _start = stream.PositionPointer;
    }

    /// <summary>Finds a file of the Data folder.</summary>
    /// <exception cref="InvalidOperationException">The assembly carries no such file.</exception>
    public static EmbeddedBytes Of(string name) => new((UnmanagedMemoryStream)EmbeddedText.Open(name));

    /// <summary>The bytes from an offset to the end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The offset lies outside.</exception>
    public ReadOnlySpan<byte> Slice(int start) => new ReadOnlySpan<byte>(_start, _length)[start..];

    /// <summary>So many bytes from an offset on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">They lie outside, or some of them.</exception>
    public ReadOnlySpan<byte> Slice(int start, int length) => new ReadOnlySpan<byte>(_start, _length).Slice(start, length);
}
