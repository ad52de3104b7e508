using JobPilot.Plugins.Jobs.Listing;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>The employer's own number of an opening, where title or description name one: "Requisition ID: R-10422".</summary>
internal static class Requisition
{
    private const int LeastDigits = 4;
    private const int LongestId = 24;

    /// <summary>Letters read of a description: boards put the number at the beginning or the end.</summary>
    private const int MostText = 20_000;

    /// <summary>The number, in capital letters; null where none is named.</summary>
    public static string? Of(Record record, DuplicateWords words) =>
        Find(record.GetString(ListingPaths.TitleRaw), words) ?? Find(record.GetString(ListingPaths.DescriptionText), words);

    internal static string? Find(ReadOnlySpan<char> text, DuplicateWords words)
    {
        text = text[..Math.Min(text.Length, MostText)];
        for (var at = text.IndexOfAny(words.AnyRequisition); at >= 0;)
        {
            if (!Folding.IsWordAt(text, at - 1) && IdBehind(text[at..], words.Requisitions) is { } id)
            {
                return id;
            }

            var next = text[(at + 1)..].IndexOfAny(words.AnyRequisition);
            at = next < 0 ? -1 : at + 1 + next;
        }

        return null;
    }

    private static string? IdBehind(ReadOnlySpan<char> text, string[] names)
    {
        foreach (var name in names)
        {
            if (!text.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var rest = text[name.Length..].TrimStart(" .:#-\u2013\u00A0idIDnoNO");
            var end = 0;
            while (end < rest.Length && end < LongestId && (char.IsAsciiLetterOrDigit(rest[end]) || rest[end] is '-' or '_' or '/'))
            {
                end++;
            }

            var id = rest[..end].TrimEnd("-_/");
            var digits = 0;
            foreach (var letter in id)
            {
                digits += char.IsAsciiDigit(letter) ? 1 : 0;
            }

            if (digits >= LeastDigits && end < LongestId)
            {
                return id.ToString().ToUpperInvariant();
            }
        }

        return null;
    }
}
