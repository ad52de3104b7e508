using System.Globalization;
using JobPilot.Plugins.Jobs.Listing;

namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>
/// Says why two postings are one opening, or what keeps them apart. What joins is told by the keys that the processor itself makes; beside each key stands what it is made of.
/// </summary>
/// <param name="options">Options of the processor.</param>
/// <param name="words">The words by which postings are written in one way.</param>
/// <param name="memberOf">A posting with its keys, as the processor makes it.</param>
/// <param name="groupOf">The group of a row, as the processor restores it.</param>
internal sealed class DuplicateExplainer(DeduplicateOptions options, DuplicateWords words, Func<Record, Member> memberOf, Func<Record, Group> groupOf)
{
    public PairExplanation? Explain(PairSide first, PairSide second)
    {
        if (MemberOf(first) is not { } one || MemberOf(second) is not { } other)
        {
            return null;
        }

        var isOne = first.Row?.Key is { } row && row == second.Row?.Key;
        var evidence = Evidence.Kinds.Select(kind => Compare(kind, one, other, first.Record, second.Record)).ToList();
        IReadOnlyList<string> via = isOne && Evidence.Shared(one, other) is null ? Way(one, other, groupOf(first.Row!)) : [];
        return new PairExplanation(isOne, Reason(isOne, evidence, via, first, second, one, other))
        {
            Evidence = evidence,
            SharedKeys = [.. one.Keys.Intersect(other.Keys, StringComparer.Ordinal)],
            Via = via,
        };
    }

    private static string Reason(bool isOne, List<PairEvidence> evidence, IReadOnlyList<string> via, PairSide first, PairSide second, Member one, Member other)
    {
        var joining = evidence.FirstOrDefault(found => found.Verdict == PairVerdict.Same);
        var how = joining is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{Words(joining.Name)} ({joining.Name}, {joining.Confidence:0.00})");
        if (isOne)
        {
            return joining is not null ? $"One opening, by {how}."
                : via.Count > 0 ? $"One opening by way of {(via.Count == 1 ? "another posting" : $"{via.Count} other postings")}: the two share nothing themselves."
                : "One opening, joined by something that one of them does not have any more.";
        }

        if (IsDemo(first) is { } demo && IsDemo(second) is { } otherDemo && demo != otherDemo)
        {
            return "Kept apart: one is demo data, and demo data is never joined with live postings.";
        }

        if (joining is { Name: "opening" } && one.OpeningKey != other.OpeningKey && one.Keys.Intersect(other.Keys, StringComparer.Ordinal).FirstOrDefault() is null)
        {
            return "Kept apart: one names no requisition number or working time, and belongs to the first opening of the same title, employer and place that does, or has come under other rule files or another version.";
        }

        if (joining is { Name: "area" })
        {
            return "Kept apart: one names only an area, and belongs to the first city in it of the same title, employer and beginning of the text, or has come under other rule files or another version.";
        }

        if (joining is not null)
        {
            return $"Two openings in the database, though they would be joined now, by {how}: they came under other options, other rule files or another version. `state rebuild` and a new delivery join them.";
        }

        var differing = evidence.Where(found => found.Verdict == PairVerdict.Different).Select(Difference).ToList();
        return differing.Count == 0 ? "Kept apart: they have nothing in common that could be compared." : $"Kept apart: {string.Join("; ", differing)}.";
    }

    private static string Words(string evidence) => evidence switch
    {
        "apply_url" => "the same apply address",
        "requisition" => "the same requisition number of the same employer at the same place",
        "opening" => "the same title, employer and place",
        "area" => "the same title and employer and the same beginning of the text, where one names the city and the other only an area that it lies in",
        _ => "nearly the same text under the same title at the same place",
    };

    private static string Difference(PairEvidence evidence) => evidence.Name switch
    {
        "apply_url" => evidence.Values.Count > 1 ? "the apply address is one that many openings use, and title or employer differ" : "no apply address in common",
        "area" => $"area: {string.Join(", ", evidence.Values.Where(value => value.First != value.Second).Select(value => $"{value.Name} '{value.First}' against '{value.Second}'"))}, or the texts begin otherwise",
        "text" => string.Create(CultureInfo.InvariantCulture, $"the texts are alike by {evidence.Similarity:P0}, or title or place differ"),
        _ => $"{evidence.Name}: {string.Join(", ", evidence.Values.Where(value => value.First != value.Second).Select(value => $"{value.Name} '{value.First}' against '{value.Second}'"))}",
    };

    private static bool? IsDemo(PairSide side) => side.Record?.GetBoolean(ListingPaths.SourceDemo);

    /// <summary>Ids of the members over which two hang together, in order: the shortest way through keys that they share.</summary>
    private static IReadOnlyList<string> Way(Member one, Member other, Group group)
    {
        var from = new Dictionary<string, Member?>(StringComparer.Ordinal) { [one.Id] = null };
        var next = new Queue<Member>([one]);
        while (next.TryDequeue(out var member))
        {
            if (Evidence.Shared(member, other) is not null)
            {
                var way = new List<string>();
                for (var step = member; step is not null && step.Id != one.Id; step = from[step.Id])
                {
                    way.Insert(0, step.Id);
                }

                return way;
            }

            foreach (var neighbour in group.Members.Where(neighbour => !from.ContainsKey(neighbour.Id) && Evidence.Shared(member, neighbour) is not null))
            {
                from[neighbour.Id] = member;
                next.Enqueue(neighbour);
            }
        }

        return [];
    }

    private Member? MemberOf(PairSide side) => side.Record is { Key: not null } record ? memberOf(record) : side.Row is { Key: not null } row ? groupOf(row).Find(side.Key) : null;

    private PairEvidence Compare((char Kind, string Name, double Confidence) kind, Member one, Member other, Record? first, Record? second)
    {
        var (mine, theirs) = (KeysOf(one, kind.Kind), KeysOf(other, kind.Kind));
        var (values, needs) = kind.Kind switch
        {
            'u' => (Addresses(first, second), "needs an apply address that names one posting"),
            'r' => (Numbers(first, second), "needs an employer and its number of the opening"),
            'm' => ([.. Openings(first, second), .. Claims(first, second)], "needs a title and an employer"),
            'f' => (Areas(first, second), "needs a title, an employer, 40 words of text, and a place that is known or open"),
            _ => (Texts(first, second), "counts only where neither names an employer, and needs a title and 40 words of text"),
        };
        var isOther = kind.Kind == 'f' && one.IsNarrow == other.IsNarrow;
        var isCompared = mine.Length > 0 && theirs.Length > 0 && !isOther;
        var isOff = kind.Kind == 'u' ? !options.ByApplyUrl : !options.ByContent;
        return new PairEvidence(kind.Name, !isCompared ? PairVerdict.NotCompared : IsSame(mine, theirs) ? PairVerdict.Same : PairVerdict.Different)
        {
            Confidence = kind.Confidence,
            Similarity = kind.Kind == 't' && first is not null && second is not null
                ? NearText.Similarity(first.GetString(ListingPaths.DescriptionText), second.GetString(ListingPaths.DescriptionText)) : null,
            Values = values,
            Note = isOff ? $"the option {(kind.Kind == 'u' ? "by_apply_url" : "by_content")} is off"
                : isOther ? "counts only where one names the city and the other does not"
                : !isCompared ? $"{needs}: {(mine.Length == 0 && theirs.Length == 0 ? "neither has that" : mine.Length == 0 ? "the first has not" : "the second has not")}"
                : first is null || second is null ? "compared by the keys that the memory keeps; the values of a posting that was merged away are not kept" : null,
        };
    }

    private static bool IsSame(string[] mine, string[] theirs) =>
        mine.Intersect(theirs, StringComparer.Ordinal).Any() || (Family.IsKey(mine[0]) && Family.Joins(mine[0], theirs[0]));

    private static string[] KeysOf(Member member, char kind) => [.. member.Keys.Where(key => key[0] == kind)];

    /// <summary>The addresses; where both have one that many openings use, also what else is compared then.</summary>
    private IReadOnlyList<PairValue> Addresses(Record? first, Record? second)
    {
        var address = Value("address", first, second, record => string.Join(' ', ApplyUrl.AllOf(record, words)));
        var isShared = first is not null && second is not null && ApplyUrl.AllOf(first, words).Intersect(ApplyUrl.AllOf(second, words)).Any(one => ApplyUrl.IsShared(one, words));
        return isShared ? [address, Value("employer", first, second, Employer), Value("title", first, second, Title)] : [address];
    }

    private IReadOnlyList<PairValue> Numbers(Record? first, Record? second) =>
        [Value("employer", first, second, Employer), Value("place", first, second, record => Named(OpeningPlace.Of(record, words).Key)), Value("number", first, second, record => Requisition.Of(record, words)?.Number), Value("title", first, second, Title)];

    private IReadOnlyList<PairValue> Openings(Record? first, Record? second) =>
        [Value("title", first, second, Title), Value("employer", first, second, Employer), Value("place", first, second, Place)];

    /// <summary>What both say of number and working time; what only one says keeps nothing apart.</summary>
    private IEnumerable<PairValue> Claims(Record? first, Record? second)
    {
        PairValue[] claims =
        [
            Value("number", first, second, record => Requisition.Of(record, words) is { IsOwn: true } own ? own.Number : null),
            Value("working_time", first, second, record => WorkingTime.Of(record, words) switch { WorkingTime.Full => "full", WorkingTime.Part => "part", _ => null }),
        ];
        return claims.Where(static claim => claim is { First: not null, Second: not null });
    }

    private IReadOnlyList<PairValue> Areas(Record? first, Record? second) =>
        [.. Openings(first, second), Value("work_mode", first, second, record => record.GetString(ListingPaths.WorkMode)), Value("number", first, second, record => Requisition.Of(record, words)?.Number)];

    private IReadOnlyList<PairValue> Texts(Record? first, Record? second) => [Value("title", first, second, Title), Value("place", first, second, Place)];

    private static PairValue Value(string name, Record? first, Record? second, Func<Record, string?> read) => new(name, Read(first, read), Read(second, read));

    private static string? Read(Record? record, Func<Record, string?> read) => record is not null && read(record) is { Length: > 0 } text ? text : null;

    private string Employer(Record record) => MatchKey.Employer(record, words);

    private string Title(Record record)
    {
        var place = OpeningPlace.Of(record, words).Key;
        return OpeningTitle.Of(record, ref place, words);
    }

    /// <summary>The place that the title's country may have filled in.</summary>
    private string Place(Record record)
    {
        var place = OpeningPlace.Of(record, words).Key;
        _ = OpeningTitle.Of(record, ref place, words);
        return Named(place);
    }

    /// <summary>A city is compared by its number in GeoNames, whatever the board calls it.</summary>
    private static string Named(string place) => place.StartsWith('#') ? $"GeoNames {place[1..]}" : place;
}
