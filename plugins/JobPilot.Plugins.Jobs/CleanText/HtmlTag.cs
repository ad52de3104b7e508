using System.Collections.Frozen;

namespace JobPilot.Plugins.Jobs.CleanText;

/// <summary>What a tag means for the text.</summary>
internal enum TagKind : byte
{
    /// <summary>Leaves no trace: <c>span</c>, <c>b</c>, and what is unknown.</summary>
    Inline = 0,
    Line,
    Paragraph,
    BreakLine,
    OrderedList,
    UnorderedList,
    Item,
    Row,
    Cell,
    Preformatted,

    /// <summary>Left out with all that is in it, which is no markup: <c>script</c>.</summary>
    Raw,

    /// <summary>Left out with all that is in it: <c>svg</c>.</summary>
    Dropped,
}

/// <summary>The tags of HTML that appear in postings.</summary>
internal static class HtmlTags
{
    private const int LongestName = 10;

    private static readonly FrozenDictionary<string, TagKind> Kinds = Build();
    private static readonly FrozenDictionary<string, TagKind>.AlternateLookup<ReadOnlySpan<char>> BySpan =
        Kinds.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether it is a tag of HTML at all: <c>&lt;T&gt;</c> is none.</summary>
    public static bool TryGet(ReadOnlySpan<char> name, out TagKind kind)
    {
        kind = TagKind.Inline;
        return name.Length <= LongestName && BySpan.TryGetValue(name, out kind);
    }

    private static FrozenDictionary<string, TagKind> Build()
    {
        var kinds = new Dictionary<string, TagKind>(StringComparer.OrdinalIgnoreCase);
        Add(TagKind.Inline, "a abbr acronym b bdi bdo big cite code data del dfn em font i img input ins kbd label link mark meta q s samp small span strike strong sub sup tt u var wbr time picture html body thead tbody tfoot col colgroup center button");
        Add(TagKind.Line, "div section article header footer main aside nav address form fieldset legend figure figcaption dl dt dd details summary table caption");
        Add(TagKind.Paragraph, "p h1 h2 h3 h4 h5 h6 blockquote hr");
        Add(TagKind.BreakLine, "br");
        Add(TagKind.OrderedList, "ol");
        Add(TagKind.UnorderedList, "ul menu dir");
        Add(TagKind.Item, "li");
        Add(TagKind.Row, "tr");
        Add(TagKind.Cell, "td th");
        Add(TagKind.Preformatted, "pre");
        Add(TagKind.Raw, "script style noscript iframe textarea title noembed noframes xmp");
        Add(TagKind.Dropped, "svg object template select canvas audio video map math head");
        return kinds.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

        void Add(TagKind kind, string names)
        {
            foreach (var name in names.Split(' '))
            {
                kinds[name] = kind;
            }
        }
    }
}
