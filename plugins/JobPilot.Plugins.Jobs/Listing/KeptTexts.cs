namespace JobPilot.Plugins.Jobs.Listing;

/// <summary>What a text was read as, for texts that come again and again: titles, employers. Safe on every thread, where the reading is.</summary>
/// <param name="most">How many are kept: the first ones.</param>
/// <param name="longest">Letters of the longest text that is kept.</param>
/// <param name="read">Reads a text; the same text must always give the same.</param>
internal sealed class KeptTexts<TValue>(int most, int longest, Func<string, TValue> read)
{
    private readonly KeptValues<string, TValue> _known = new(most, StringComparer.Ordinal);

    /// <summary>What a text is read as.</summary>
    public TValue Of(string text)
    {
        if (_known.TryGet(text, out var value))
        {
            return value;
        }

        value = read(text);
        if (text.Length <= longest)
        {
            _known.Add(text, value);
        }

        return value;
    }
}
