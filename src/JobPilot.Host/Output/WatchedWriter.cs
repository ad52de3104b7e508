using System.Text;

namespace JobPilot.Host.Output;

/// <summary>Passes on what is written, and knows whether anything was: a second document must not follow the first. As safe on several threads as what it passes on to.</summary>
internal sealed class WatchedWriter(TextWriter inner) : TextWriter
{
    private volatile bool _isUsed;

    /// <summary>Whether anything was written.</summary>
    public bool IsUsed => _isUsed;

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value)
    {
        _isUsed = true;
        inner.Write(value);
    }

    public override void Write(char[] buffer, int index, int count)
    {
        _isUsed = true;
        inner.Write(buffer, index, count);
    }

    public override void Write(string? value)
    {
        _isUsed = true;
        inner.Write(value);
    }

    public override void WriteLine(string? value)
    {
        _isUsed = true;
        inner.WriteLine(value);
    }

    public override void Flush() => inner.Flush();
}
