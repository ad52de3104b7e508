using System.Text;

namespace JobPilot.Host.Output;

/// <summary>
/// Passes on what is written, and knows whether anything was: a second document must not follow the first. Once closed, it lets nothing more through. As safe on several threads as
/// what it passes on to.
/// </summary>
internal sealed class WatchedWriter(TextWriter inner) : TextWriter
{
    private const int Unused = 0;
    private const int Used = 1;
    private const int Closed = 2;
    private int _state;

    /// <summary>Whether anything was written.</summary>
    public bool IsUsed => Volatile.Read(ref _state) == Used;

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value)
    {
        if (Use())
        {
            inner.Write(value);
        }
    }

    public override void Write(char[] buffer, int index, int count)
    {
        if (Use())
        {
            inner.Write(buffer, index, count);
        }
    }

    public override void Write(string? value)
    {
        if (Use())
        {
            inner.Write(value);
        }
    }

    public override void WriteLine(string? value)
    {
        if (Use())
        {
            inner.WriteLine(value);
        }
    }

    public override void Flush() => inner.Flush();

    /// <summary>Lets nothing through from here on; false where something was written before, and it then stays open.</summary>
    public bool TryClose() => Interlocked.CompareExchange(ref _state, Closed, Unused) == Unused;

    private bool Use() => Interlocked.CompareExchange(ref _state, Used, Unused) != Closed;
}
