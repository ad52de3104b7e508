namespace JobPilot.Plugins.Demo;

/// <summary>Text with slots, taken apart once.</summary>
internal sealed class Phrase
{
    private Phrase(PhrasePart[] parts) => Parts = parts;

    public PhrasePart[] Parts { get; }

    public static Phrase Parse(string text)
    {
        var parts = new List<PhrasePart>();
        var at = 0;
        while (at < text.Length)
        {
            var open = text.IndexOf('{', at);
            if (open < 0)
            {
                parts.Add(new PhrasePart(text[at..], default));
                break;
            }

            if (open > at)
            {
                parts.Add(new PhrasePart(text[at..open], default));
            }

            var close = text.IndexOf('}', open);
            var name = text[(open + 1)..close].Replace("_", "", StringComparison.Ordinal);
            parts.Add(new PhrasePart(null, Enum.Parse<Slot>(name, ignoreCase: true)));
            at = close + 1;
        }

        return new Phrase([.. parts]);
    }
}

/// <summary>A piece of text, or a slot where that is null.</summary>
internal readonly record struct PhrasePart(string? Text, Slot Slot);
