using System.Globalization;

namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>
/// Postings that may be guests of each other's openings, by a key in two parts. Those of one title and employer whose texts begin alike (<c>f:</c>), each with its area: in it a posting that names
/// only a country or region, or no place, finds the opening of a city that lies there. And those of one title, employer and place (<c>m:</c>), each with its claim: in it a posting that names no number or
/// no working time finds the opening of one that does (see <see cref="Claim"/>). Stored under the first part as lines: an area or claim, and the group that has it. Of the cities of a region, and of the
/// numbers of a place, only the smallest in order is kept, which is the one that is found; which one that is does not depend on the order of arrival.
/// </summary>
internal sealed class Family
{
    /// <summary>Stands between the two parts of a key.</summary>
    public const char Stroke = '/';

    /// <summary>Regions with cities that are kept, and as many areas; of more, the first in order.</summary>
    public const int MostLines = 32;

    private const int HashBytes = 10;
    private readonly List<(string Area, string Group)> _lines = [];

    private readonly char _kind;

    private Family(char kind) => _kind = kind;

    /// <summary>Areas or claims, each with the group that has its postings.</summary>
    public IReadOnlyList<(string Area, string Group)> Lines => _lines;

    /// <summary>All groups that are named, a city's and an area's.</summary>
    public IEnumerable<string> Groups => _lines.Select(line => line.Group);

    /// <summary>A member's key: its family, and its area.</summary>
    /// <param name="title">The title, written in one way.</param>
    /// <param name="employer">The employer, written in one way.</param>
    /// <param name="number">The employer's number of the opening, where the beginning of the text names it.</param>
    /// <param name="text">Mark of the beginning of the text.</param>
    /// <param name="area">Where the opening is.</param>
    /// <param name="claim">What the posting says that may contradict another (see <see cref="Claim.Write"/>): of one city there may be several openings.</param>
    public static string Key(string title, string employer, string? number, (ulong First, ulong Second) text, OpeningArea area, ReadOnlySpan<char> claim)
    {
        Span<char> buffer = stackalloc char[512];
        ReadOnlySpan<char> named = MemoryExtensions.TryWrite(buffer, CultureInfo.InvariantCulture, $"{title}|{employer}|{number}|{text.First:x}{text.Second:x}", out var length)
            ? buffer[..length]
            : $"{title}|{employer}|{number}|{text.First:x}{text.Second:x}";
        Span<char> hash = stackalloc char[2 * HashBytes];
        Span<char> where = stackalloc char[OpeningArea.LongestText];
        return $"f:{MatchKey.Hash(named, hash)}/{where[..area.Write(where)]}{claim}";
    }

    /// <summary>Whether a key of a member, or of the memory, is one of families.</summary>
    public static bool IsKey(string key) => key[0] is 'f' or 'm';

    /// <summary>The key in the memory of what a member's key says; other keys are the same in both.</summary>
    public static string StateKey(string key) => IsKey(key) && key.IndexOf(Stroke) is > 0 and var end ? key[..end] : key;

    /// <summary>The area in a member's key.</summary>
    public static string AreaOf(string key) => AreaIn(key).ToString();

    /// <summary>Whether one key is of an area in which the city of the other lies, in the same family, or neither claim contradicts the other.</summary>
    public static bool Joins(string key, string other)
    {
        var mine = AreaIn(key);
        var theirs = AreaIn(other);
        return IsKey(key) && key.Length - mine.Length == other.Length - theirs.Length && key.AsSpan(0, key.Length - mine.Length).SequenceEqual(other.AsSpan(0, other.Length - theirs.Length))
            && (key[0] == 'm' ? Claim.Agree(mine, theirs) : Holds('f', mine, theirs) || Holds('f', theirs, mine));
    }

    /// <summary>Name of the group that has exactly an area or claim; null where none has, or only the smallest of such are kept.</summary>
    /// <param name="text">What the memory holds of the family; null for nothing.</param>
    /// <param name="key">The key of a member that has it.</param>
    public static string? GroupAt(string? text, string key)
    {
        var area = AreaIn(key);
        foreach (var line in text.AsSpan().Split('\n'))
        {
            if (text.AsSpan()[line] is var one && one.Length > area.Length && one[area.Length] == '\t' && one.StartsWith(area))
            {
                return one[(area.Length + 1)..].ToString();
            }
        }

        return null;
    }

    /// <summary>Whether any line holds an area or claim; told without taking the text apart.</summary>
    /// <param name="text">What the memory holds of the family; null for nothing.</param>
    /// <param name="key">The key of a member that has it.</param>
    /// <param name="isHost">Whether it is asked for lines that it holds, not that hold it.</param>
    public static bool IsAny(string? text, string key, bool isHost)
    {
        var area = AreaIn(key);
        foreach (var line in text.AsSpan().Split('\n'))
        {
            var one = text.AsSpan()[line];
            if (one.IndexOf('\t') is > 0 and var end && (isHost ? Holds(key[0], one[..end], area) : Holds(key[0], area, one[..end])))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads what is stored; empty for null.</summary>
    /// <param name="kind">The letter of its keys.</param>
    /// <param name="text">What the memory holds of it.</param>
    public static Family Parse(char kind, string? text)
    {
        var family = new Family(kind);
        foreach (var line in text?.Split('\n') ?? [])
        {
            if (line.IndexOf('\t') is > 0 and var end && IsWhole(kind, line.AsSpan(0, end)))
            {
                family._lines.Add((line[..end], line[(end + 1)..]));
            }
        }

        return family;
    }

    /// <summary>The text of a family in which a group has an area; most families are of one posting. One that no version wrote is left out.</summary>
    /// <param name="text">What the memory holds of the family; null for nothing.</param>
    /// <param name="key">The key of a member that has the area.</param>
    /// <param name="group">Name of the group.</param>
    public static string? WithLine(string? text, string key, string group)
    {
        var area = AreaIn(key);
        if (!IsWhole(key[0], area))
        {
            return text;
        }

        if (text is null)
        {
            return string.Concat(area, "\t", group);
        }

        if (text.Length == area.Length + 1 + group.Length && text.AsSpan().StartsWith(area) && text.EndsWith(group, StringComparison.Ordinal))
        {
            return text;
        }

        var family = Parse(key[0], text);
        family.Put(area.ToString(), group);
        return family.ToText();
    }

    /// <summary>The text of a family in which a group no longer has an area; null where nothing is left.</summary>
    /// <param name="text">What the memory holds of the family; null for nothing.</param>
    /// <param name="key">The key of a member that had the area.</param>
    /// <param name="group">Name of the group.</param>
    public static string? WithoutLine(string? text, string key, string group)
    {
        var family = Parse(key[0], text);
        family._lines.Remove((AreaOf(key), group));
        return family.ToText();
    }

    /// <summary>Notes which group has an area or claim. A city that comes behind the one of its region is not kept, nor is a number behind another.</summary>
    public void Put(string area, string group)
    {
        var at = _lines.FindIndex(line => SlotOf(_kind, line.Area).SequenceEqual(SlotOf(_kind, area)));
        if (at >= 0)
        {
            if (string.CompareOrdinal(area, _lines[at].Area) <= 0)
            {
                _lines[at] = (area, group);
            }

            return;
        }

        _lines.Add((area, group));
        _lines.Sort(static (left, right) => string.CompareOrdinal(left.Area, right.Area));
        var isCity = IsCity(area);
        if (_kind == 'f' && _lines.Count(line => IsCity(line.Area) == isCity) > MostLines)
        {
            _lines.RemoveAt(_lines.FindLastIndex(line => IsCity(line.Area) == isCity));
        }
    }

    /// <summary>The city that postings of an area belong to, or the claim that those with another belong to; null where there is none.</summary>
    public (string Area, string Group)? HostOf(string area)
    {
        (string Area, string Group)? first = null;
        foreach (var line in _lines)
        {
            if (Holds(_kind, area, line.Area) && (first is null || IsBefore(_kind, line.Area, first.Value.Area)))
            {
                first = line;
            }
        }

        return first;
    }

    /// <summary>The order of cities: by place, then by where that lies; and of claims.</summary>
    public static bool IsBefore(char kind, string city, string other) => kind == 'm' ? Claim.IsBefore(city, other)
        : city.AsSpan(city.LastIndexOf('/') + 1).CompareTo(other.AsSpan(other.LastIndexOf('/') + 1), StringComparison.Ordinal) is not 0 and var order ? order < 0 : string.CompareOrdinal(city, other) < 0;

    /// <summary>Whether an area that is no city holds a city, and the work is not at home in one and on site in the other; of claims, whether one says less than the other and contradicts nothing.</summary>
    public static bool Holds(char kind, ReadOnlySpan<char> area, ReadOnlySpan<char> city)
    {
        if (kind == 'm')
        {
            return Claim.Holds(city, area);
        }

        if (!IsWhole(kind, area) || !IsWhole(kind, city) || !IsCity(city) || IsCity(area) || (area[1] == 'r' && city[1] == 'o') || (area[1] == 'o' && city[1] == 'r'))
        {
            return false;
        }

        var (claimed, cityClaimed) = (Claim.BeginsIn(area), Claim.BeginsIn(city));
        if (!Claim.AgreeWritten(area[claimed..], city[cityClaimed..]))
        {
            return false;
        }

        var where = city[2..city.LastIndexOf(Stroke)];
        var of = area[2..claimed];
        return area[0] switch
        {
            '0' => true,
            '1' => of.Length > 0 && where[..where.IndexOf('/')].SequenceEqual(of),
            _ => where.SequenceEqual(of),
        };
    }

    private string? ToText() => _lines.Count == 0 ? null : string.Join('\n', _lines.Select(line => $"{line.Area}\t{line.Group}"));

    /// <summary>Whether an area is one that this version wrote: rows are data.</summary>
    private static bool IsWhole(char kind, ReadOnlySpan<char> area) => area.Length >= 2 && (kind == 'm' || area.Count(Stroke) == area[0] switch
    {
        '0' or '1' => 0,
        '2' => 1,
        _ => 2,
    });

    private static ReadOnlySpan<char> AreaIn(string key) => key.AsSpan(key.IndexOf(Stroke) + 1);

    private static bool IsCity(ReadOnlySpan<char> area) => area[0] == '3';

    /// <summary>Of a city its region, since one is kept of each, and what is claimed; else the area. Claims have slots of their own.</summary>
    private static ReadOnlySpan<char> SlotOf(char kind, string area) =>
        kind == 'm' ? Claim.SlotOf(area)
        : !IsCity(area) ? area
        : Claim.BeginsIn(area) is var claimed && claimed == area.Length ? area.AsSpan(0, area.LastIndexOf(Stroke)) : string.Concat(area.AsSpan(0, area.LastIndexOf(Stroke)), area.AsSpan(claimed));
}
