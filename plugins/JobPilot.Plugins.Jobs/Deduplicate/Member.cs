using System.Text;

namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>One posting of a group, as memory keeps it: one line, fields apart by tabs. Immutable.</summary>
internal sealed class Member
{
    private const int LongestName = 80;
    private const int LongestUrl = 320;

    private const int Fields = 7;
    private string? _family;
    private string? _area;
    private string? _opening;

    private Member(string id, string rank, string[] keys, string collector, string publisher, string url, string values)
    {
        Id = id;
        Rank = rank;
        Keys = keys;
        Collector = collector;
        Publisher = publisher;
        Url = url;
        Values = values;
        FamilyKey = Array.Find(keys, static key => key[0] == 'f');
        OpeningKey = Array.Find(keys, static key => key[0] == 'm');
    }

    public string Id { get; }

    /// <summary>Compared as text, greater is better; equal ranks are decided by the id.</summary>
    public string Rank { get; }

    /// <summary>
    /// What joins it to others: <c>m:</c> match key with its claim (see <see cref="Claim"/>), <c>r:</c> requisition, <c>u:</c> apply addresses, <c>t:</c> title and near text; and its family (<c>f:</c>), in which a posting that names an
    /// area finds those of its cities.
    /// </summary>
    public string[] Keys { get; }

    /// <summary>How closely its place is known (see <see cref="OpeningArea.Level"/>).</summary>
    public int Level => Deduplicate.Rank.LevelOf(Rank);

    /// <summary>Whether its city is known.</summary>
    public bool IsNarrow => Level == OpeningArea.City;

    /// <summary>What it says that may contradict another (see <see cref="Claim.SaidIn"/>).</summary>
    public int Said => Deduplicate.Rank.SaidOf(Rank);

    /// <summary>What tells first which of two is better; of guests it is lower than of whose guests they are.</summary>
    public ReadOnlySpan<char> Class => Deduplicate.Rank.ClassOf(Rank);

    /// <summary>Its match key with its claim; null where it has none.</summary>
    public string? OpeningKey { get; }

    /// <summary>Its match key in the memory; null where it has none.</summary>
    public string? OpeningName => OpeningKey is null ? null : _opening ??= Family.StateKey(OpeningKey);

    /// <summary>Its key in its family; null where it has none.</summary>
    public string? FamilyKey { get; }

    /// <summary>The key of its family in the memory; null where it has none.</summary>
    public string? FamilyName => FamilyKey is null ? null : _family ??= Family.StateKey(FamilyKey);

    /// <summary>Its area in its family; null where it has none.</summary>
    public string? Area => FamilyKey is null ? null : _area ??= Family.AreaOf(FamilyKey);

    public string Collector { get; }

    public string Publisher { get; }

    public string Url { get; }

    /// <summary>What it has and lends (see <see cref="LentFields"/>); "" for nothing.</summary>
    public string Values { get; }

    public static Member Of(string id, string rank, string[] keys, string? collector, string? publisher, string? url, string values = "") =>
        new(id, rank, keys, Plain(collector, LongestName), Plain(publisher, LongestName), url is { Length: > LongestUrl } ? "" : Plain(url, LongestUrl), values);

    /// <summary>The same posting, lending nothing.</summary>
    public Member WithoutValues() => new(Id, Rank, Keys, Collector, Publisher, Url, LentFields.WithoutValues(Values));

    /// <summary>The same posting with other keys, and with how closely its place is known by them, and what they say.</summary>
    public Member WithKeys(PostingKeys keys) => new(Id, Deduplicate.Rank.WithClass(Rank, keys.Level, keys.Said), keys.Keys, Collector, Publisher, Url, Values);

    /// <summary>The same posting where a row that the version before this wrote has it; its match key has no claim.</summary>
    public Member Upgraded() =>
        OpeningKey is { } key && !key.Contains(Family.Stroke, StringComparison.Ordinal)
            ? new(Id, Deduplicate.Rank.Upgraded(Rank), [.. Keys.Select(one => one == key ? $"{key}{Family.Stroke}{Claim.Open(Level)}" : one)], Collector, Publisher, Url, Values)
            : new(Id, Deduplicate.Rank.Upgraded(Rank), Keys, Collector, Publisher, Url, Values);

    /// <summary>The key in the memory of one of its keys that is of families.</summary>
    public string NameOf(string key) => ReferenceEquals(key, FamilyKey) ? FamilyName! : ReferenceEquals(key, OpeningKey) ? OpeningName! : Family.StateKey(key);

    /// <summary>Reads a line; null for what is none.</summary>
    public static Member? Parse(ReadOnlySpan<char> line)
    {
        // One more than there are, so that a further tab shows.
        Span<Range> parts = stackalloc Range[Fields + 1];
        return line.Split(parts, '\t') != Fields
            ? null
            : new Member(line[parts[0]].ToString(), line[parts[1]].ToString(), KeysOf(line[parts[2]]), line[parts[3]].ToString(), line[parts[4]].ToString(), line[parts[5]].ToString(), line[parts[6]].ToString());
    }

    /// <summary>Whether it shares with another what joins them whatever the places and numbers of others are.</summary>
    public bool IsJoinedTo(Member other)
    {
        foreach (var key in Keys)
        {
            if (key[0] != 'f' && Array.IndexOf(other.Keys, key) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    public bool IsBetterThan(Member other) =>
        string.CompareOrdinal(Rank, other.Rank) is not 0 and var order ? order > 0 : string.CompareOrdinal(Id, other.Id) < 0;

    public void AppendTo(StringBuilder text) => text.Append(Id).Append('\t').Append(Rank).Append('\t').AppendJoin(',', Keys)
        .Append('\t').Append(Collector).Append('\t').Append(Publisher).Append('\t').Append(Url).Append('\t').Append(Values);

    private static string[] KeysOf(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return [];
        }

        var keys = new string[text.Count(',') + 1];
        var count = 0;
        foreach (var range in text.Split(','))
        {
            keys[count++] = text[range].ToString();
        }

        return keys;
    }

    private static string Plain(string? text, int longest)
    {
        if (text is null)
        {
            return "";
        }

        var plain = text.AsSpan().ContainsAny("\t\n\r") ? text.Replace('\t', ' ').Replace('\n', ' ').Replace('\r', ' ') : text;
        return plain.Length > longest ? plain[..longest] : plain;
    }
}
