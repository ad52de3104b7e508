using System.Globalization;
using System.Text;

namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>Postings that are one opening, and which of them has the row. Stored as lines: which member has the row, then a member each.</summary>
internal sealed class Group
{
    /// <summary>Further members are still duplicates, but the worst of them are no longer listed: a stored value is at most 64 KB.</summary>
    public const int MostMembers = 64;

    private const int UsualLine = 320;
    private const int MostKept = 64 * UsualLine;

    [ThreadStatic]
    private static StringBuilder? _builder;

    public List<Member> Members { get; } = [];

    /// <summary>Id of the member whose row exists; "" where it left the group and no other came by since.</summary>
    public string Row { get; set; } = "";

    /// <summary>Reads what <see cref="ToString"/> wrote; null for null, and for what it never wrote.</summary>
    public static Group? Parse(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var group = new Group();
        var lines = text.AsSpan().Split('\n');
        lines.MoveNext();
        var first = text.AsSpan()[lines.Current];
        while (lines.MoveNext())
        {
            if (Member.Parse(text.AsSpan()[lines.Current]) is not { } member)
            {
                return null;
            }

            group.Members.Add(member);
        }

        group.Row = int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var row) && row < group.Members.Count ? group.Members[row].Id : "";
        return group;
    }

    public Member? Find(string id) => IndexOf(id) is >= 0 and var at ? Members[at] : null;

    /// <summary>Adds a posting, in the place of what was known of it.</summary>
    public void Put(Member member)
    {
        if (IndexOf(member.Id) is >= 0 and var at)
        {
            Members[at] = member;
        }
        else
        {
            Members.Add(member);
        }
    }

    /// <summary>Best first, so that what is written does not depend on the order of arrival.</summary>
    public void Sort()
    {
        Members.Sort(static (left, right) => ReferenceEquals(left, right) ? 0 : left.IsBetterThan(right) ? -1 : 1);
        if (Members.Count > MostMembers)
        {
            var row = Find(Row);
            Members.RemoveRange(MostMembers, Members.Count - MostMembers);
            if (row is not null && Find(Row) is null)
            {
                Members[^1] = row;
            }
        }

        for (var i = LentFields.MostLenders; i < Members.Count; i++)
        {
            Members[i] = Members[i].WithoutValues();
        }
    }

    /// <summary>Id of the opening: the smallest of its postings' ids; where some name the city, or number or working time, of theirs, since the others may move to another opening.</summary>
    public string OpeningId()
    {
        var first = Members[0];
        foreach (var member in Members)
        {
            var order = member.IsNarrow != first.IsNarrow ? member.IsNarrow.CompareTo(first.IsNarrow) : member.Said.CompareTo(first.Said);
            first = order > 0 || (order == 0 && string.CompareOrdinal(member.Id, first.Id) < 0) ? member : first;
        }

        return first.Id;
    }

    public override string ToString()
    {
        var text = _builder ?? new StringBuilder(Members.Count * UsualLine);
        _builder = null;
        if (IndexOf(Row) is >= 0 and var row)
        {
            text.Append(CultureInfo.InvariantCulture, $"{row}");
        }

        foreach (var member in Members)
        {
            member.AppendTo(text.Append('\n'));
        }

        var lines = text.ToString();
        if (text.Capacity <= MostKept)
        {
            _builder = text.Clear();
        }

        return lines;
    }

    /// <summary>Whether a posting of it has a key.</summary>
    public bool HasKey(string key)
    {
        foreach (var member in Members)
        {
            if (Array.IndexOf(member.Keys, key) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private int IndexOf(string id)
    {
        for (var at = 0; at < Members.Count; at++)
        {
            if (Members[at].Id == id)
            {
                return at;
            }
        }

        return -1;
    }
}
