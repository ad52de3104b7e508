using JobPilot.Plugins.Jobs.Listing;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>The number of an opening, where title or description name one.</summary>
/// <param name="Number">The number, in capital letters.</param>
/// <param name="IsOwn">Whether the employer gave it ("Requisition ID: R-10422"); a board or agency may have given another ("Job ID 10422").</param>
internal readonly record struct Requisition(string Number, bool IsOwn)
{
    private const int LeastDigits = 4;
    private const int LongestId = 24;

    /// <summary>Letters read of a description: boards put the number at the beginning or the end.</summary>
    private const int MostText = 20_000;

    /// <summary>The first number that is the employer's own, of the title before the description, else the first of another; null where none is named.</summary>
    public static Requisition? Of(Record record, DuplicateWords words) =>
        Find(record.GetString(ListingPaths.TitleRaw), words) is not { } inTitle ? Find(record.GetString(ListingPaths.DescriptionText), words)
        : !inTitle.IsOwn && Find(record.GetString(ListingPaths.DescriptionText), words) is { IsOwn: true } own ? own : inTitle;

    internal static Requisition? Find(ReadOnlySpan<char> text, DuplicateWords words)
    {
        text = text[..Math.Min(text.Length, MostText)];
        Requisition? other = null;
        for (var at = text.IndexOfAny(words.AnyRequisition); at >= 0;)
        {
            if (!Folding.IsWordAt(text, at - 1) && IdBehind(text[at..], words) is { } found)
            {
                if (found.IsOwn)
                {
                    return found;
                }

                other ??= found;
            }

            var next = text[(at + 1)..].IndexOfAny(words.AnyRequisition);
            at = next < 0 ? -1 : at + 1 + next;
        }

        return other;
    }

    private static Requisition? IdBehind(ReadOnlySpan<char> text, DuplicateWords words)
    {
        foreach (var name in words.Requisitions)
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
                return new Requisition(id.ToString().ToUpperInvariant(), !words.References.Contains(name));
            }
        }

        return null;
    }
}
