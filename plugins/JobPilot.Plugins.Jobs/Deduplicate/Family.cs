using System.Globalization;

namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>
/// Postings of one title and employer whose texts begin alike, each with its area: in it a posting that names only a country or region, or no place, finds the opening of a city that lies
/// there. Stored under the first part of a member's key as lines: an area and the group that has it. Of the cities of a region only the smallest in order is kept, which is the one that is found;
/// which one that is does not depend on the order of arrival.
/// </summary>
internal sealed class Family
{
    /// <summary>Regions with cities that are kept, and as many areas; of more, the first in order.</summary>
    public const int MostLines = 32;

    private const int HashBytes = 10;
    private readonly List<(string Area, string Group)> _lines = [];

    private Family()
    {
    }

    /// <summary>Areas that are no cities, each with the group that has its postings.</summary>
    public IEnumerable<(string Area, string Group)> Areas => _lines.Where(line => !IsCity(line.Area));

    /// <summary>All groups that are named, a city's and an area's.</summary>
    public IEnumerable<string> Groups => _lines.Select(line => line.Group);

    /// <summary>A member's key: its family, and its area.</summary>
    /// <param name="title">The title, written in one way.</param>
    /// <param name="employer">The employer, written in one way.</param>
    /// <param name="number">The employer's number of the opening, where the beginning of the text names it.</param>
    /// <param name="text">Mark of the beginning of the text.</param>
    /// <param name="area">Where the opening is.</param>
    public static string Key(string title, string employer, string? number, (ulong First, ulong Second) text, OpeningArea area)
    {
        Span<char> buffer = stackalloc char[512];
        ReadOnlySpan<char> named = MemoryExtensions.TryWrite(buffer, CultureInfo.InvariantCulture, $"{title}|{employer}|{number}|{text.First:x}{text.Second:x}", out var length)
            ? buffer[..length]
            : $"{title}|{employer}|{number}|{text.First:x}{text.Second:x}";
        Span<char> hash = stackalloc char[2 * HashBytes];
        Span<char> where = stackalloc char[OpeningArea.LongestText];
        return $"f:{MatchKey.Hash(named, hash)}/{where[..area.Write(where)]}";
    }

    /// <summary>Whether a key of a member, or of the memory, is one of families.</summary>
    public static bool IsKey(string key) => key.StartsWith("f:", StringComparison.Ordinal);

    /// <summary>The key in the memory of what a member's key says; other keys are the same in both.</summary>
    public static string StateKey(string key) => IsKey(key) && key.IndexOf('/') is > 0 and var end ? key[..end] : key;

    /// <summary>The area in a member's key.</summary>
    public static string AreaOf(string key) => AreaIn(key).ToString();

    /// <summary>Whether one key is of an area in which the city of the other lies, in the same family.</summary>
    public static bool Joins(string key, string other) => StateKey(key) == StateKey(other) && (Holds(AreaOf(key), AreaOf(other)) || Holds(AreaOf(other), AreaOf(key)));

    /// <summary>Reads what is stored; empty for null.</summary>
    public static Family Parse(string? text)
    {
        var family = new Family();
        foreach (var line in text?.Split('\n') ?? [])
        {
            if (line.IndexOf('\t') is > 0 and var end && IsWhole(line.AsSpan(0, end)))
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
        if (!IsWhole(area))
        {
            return text;
        }

        if (text is null)
        {
            return string.Concat(area, "\t", group);
        }

        var family = Parse(text);
        family.Put(area.ToString(), group);
        return family.ToText();
    }

    /// <summary>The text of a family in which a group no longer has an area; null where nothing is left.</summary>
    /// <param name="text">What the memory holds of the family; null for nothing.</param>
    /// <param name="key">The key of a member that had the area.</param>
    /// <param name="group">Name of the group.</param>
    public static string? WithoutLine(string? text, string key, string group)
    {
        var family = Parse(text);
        family._lines.Remove((AreaOf(key), group));
        return family.ToText();
    }

    /// <summary>Notes which group has an area. A city that comes behind the one of its region is not kept.</summary>
    public void Put(string area, string group)
    {
        var at = _lines.FindIndex(line => SlotOf(line.Area).SequenceEqual(SlotOf(area)));
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
        if (_lines.Count(line => IsCity(line.Area) == isCity) > MostLines)
        {
            _lines.RemoveAt(_lines.FindLastIndex(line => IsCity(line.Area) == isCity));
        }
    }

    /// <summary>The city that postings of an area belong to; null where there is none in it.</summary>
    public (string Area, string Group)? CityIn(string area)
    {
        (string Area, string Group)? first = null;
        foreach (var line in _lines)
        {
            if (Holds(area, line.Area) && (first is null || IsBefore(line.Area, first.Value.Area)))
            {
                first = line;
            }
        }

        return first;
    }

    /// <summary>The order of cities: by place, then by where that lies.</summary>
    public static bool IsBefore(string city, string other) =>
        city.AsSpan(city.LastIndexOf('/') + 1).CompareTo(other.AsSpan(other.LastIndexOf('/') + 1), StringComparison.Ordinal) is not 0 and var order ? order < 0 : string.CompareOrdinal(city, other) < 0;

    /// <summary>Whether an area that is no city holds a city, and the work is not at home in one and on site in the other.</summary>
    public static bool Holds(string area, string city)
    {
        if (!IsWhole(area) || !IsWhole(city) || !IsCity(city) || IsCity(area) || (area[1] == 'r' && city[1] == 'o') || (area[1] == 'o' && city[1] == 'r'))
        {
            return false;
        }

        var where = city.AsSpan(2, city.LastIndexOf('/') - 2);
        var of = area.AsSpan(2);
        return area[0] switch
        {
            '0' => true,
            '1' => of.Length > 0 && where[..where.IndexOf('/')].SequenceEqual(of),
            _ => where.SequenceEqual(of),
        };
    }

    private string? ToText() => _lines.Count == 0 ? null : string.Join('\n', _lines.Select(line => $"{line.Area}\t{line.Group}"));

    /// <summary>Whether an area is one that this version wrote: rows are data.</summary>
    private static bool IsWhole(ReadOnlySpan<char> area) => area.Length >= 2 && area.Count('/') == area[0] switch
    {
        '0' or '1' => 0,
        '2' => 1,
        _ => 2,
    };

    private static ReadOnlySpan<char> AreaIn(string key) => key.AsSpan(key.IndexOf('/') + 1);

    private static bool IsCity(string area) => area[0] == '3';

    /// <summary>Of a city its region, since one is kept of each; else the area.</summary>
    private static ReadOnlySpan<char> SlotOf(string area) => IsCity(area) ? area.AsSpan(0, area.LastIndexOf('/')) : area;
}
