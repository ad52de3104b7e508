using System.Text;

namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>Postings that are one opening, and which of them has the row. Stored as lines: the row's id, then a member each.</summary>
internal sealed class Group
{
    /// <summary>Further members are still duplicates, but the worst of them are no longer listed: a stored value is at most 64 KB.</summary>
    public const int MostMembers = 64;

    private const int UsualLine = 320;

    public List<Member> Members { get; } = [];

    /// <summary>Id of the member whose row exists; "" where it left the group and no other came by since.</summary>
    public string Row { get; set; } = "";

    public static Group? Parse(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var group = new Group();
        var lines = text.Split('\n');
        group.Row = lines[0];
        for (var i = 1; i < lines.Length; i++)
        {
            group.Members.Add(Member.Parse(lines[i]));
        }

        return group;
    }

    public Member? Find(string id) => Members.Find(member => member.Id == id);

    /// <summary>Adds a posting, in the place of what was known of it.</summary>
    public void Put(Member member)
    {
        var at = Members.FindIndex(known => known.Id == member.Id);
        if (at >= 0)
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
    }

    /// <summary>Id of the opening: the smallest of its postings' ids.</summary>
    public string OpeningId()
    {
        var smallest = Members[0].Id;
        foreach (var member in Members)
        {
            smallest = string.CompareOrdinal(member.Id, smallest) < 0 ? member.Id : smallest;
        }

        return smallest;
    }

    public override string ToString()
    {
        var text = new StringBuilder(Row, Row.Length + (Members.Count * UsualLine));
        foreach (var member in Members)
        {
            member.AppendTo(text.Append('\n'));
        }

        return text.ToString();
    }
}
