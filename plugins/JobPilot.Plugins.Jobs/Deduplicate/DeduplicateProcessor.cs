using JobPilot.Plugins.Jobs.Listing;
using JobPilot.Plugins.Jobs.Rules;

namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>
/// Joins postings of one opening: the same title, company and place, the same requisition, the same apply address, or, where no company is named, nearly the same
/// text; also by way of a third posting. One of them has the row, the best by a total order; it lists the others, each with the evidence, and has from them what it lacks. Memory: a key to its
/// group (<c>m:</c>, <c>r:</c>, <c>u:</c>, <c>t:</c>), a posting to its group
/// (<c>i:</c>) where its name is another, and the groups (<c>g:</c>), named after one of their postings.
/// </summary>
[Processor("deduplicate", typeof(DeduplicateOptions), Description = "Joins postings of the same opening, keeps the best, and lists the other sources.")]
public sealed class DeduplicateProcessor : IRestorableProcessor, IPairExplainer, IFieldExplainer
{
    private const int MostDeclared = 10_000;
    private static readonly FieldPath[] ReadOf = [ListingPaths.CompanyName, ListingPaths.TitleRaw, ListingPaths.Title, ListingPaths.LocationRaw, ListingPaths.DescriptionText];
    private readonly DeduplicateOptions _options;
    private readonly RuleSet _rules;
    private readonly Lazy<DuplicateWords> _words;
    private readonly Dictionary<Record, string[]> _declared = new(ReferenceEqualityComparer.Instance);

    /// <summary>Creates it.</summary>
    /// <param name="options">Options.</param>
    /// <param name="context">Context.</param>
    /// <exception cref="FaultException">A rule file cannot be read, or is wrong.</exception>
    public DeduplicateProcessor(DeduplicateOptions options, ComponentContext context)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        _options = options;
        _rules = RuleBook.Open("deduplicate", options.Rules, context);
        _words = new Lazy<DuplicateWords>(() => DuplicateWords.Of(_rules));
    }

    /// <inheritdoc />
    public int StateVersion => 6;

    /// <inheritdoc />
    public IEnumerable<string> Keys(Record record)
    {
        if (record.Key is not { } id)
        {
            return [];
        }

        // Kept until the record is processed: what is declared is what is used, and the hashes are computed once.
        var keys = JoinKeys(record);
        if (_declared.Count >= MostDeclared)
        {
            _declared.Clear(); // Records that never came to be processed.
        }

        _declared[record] = keys;
        return [$"i:{id}", $"g:{id}", .. keys];
    }

    /// <inheritdoc />
    public IEnumerable<string> Follow(string key, string? value)
    {
        if (value is null)
        {
            return [];
        }

        return key[0] == 'g' ? Group.Parse(value) is { } group ? KeysOf(group) : [] : [$"g:{value}"];
    }

    /// <inheritdoc />
    public Outcome Process(Record record, IRecordState state, CancellationToken cancellationToken)
    {
        if (record.Key is not { } id)
        {
            return Outcome.Reject("deduplicate: the record has no key; put map_job before it.");
        }

        var newcomer = MemberOf(record, id, _declared.Remove(record, out var keys) ? keys : JoinKeys(record));
        var session = new GroupSession(state);
        var hadRow = session.Leave(newcomer, out var patchOfOldGroup);
        var group = session.Join(newcomer, hadRow, out var rows, out var isChanged, out var told);
        var winner = group.Find(group.Row)!;
        if (winner.Id == id)
        {
            DuplicatesField.Set(record, group, winner, RuleOf(record, newcomer));
            Record[] deleted = [.. rows.Where(row => row != id).Select(Record.Delete)];
            if (deleted.Length > 0)
            {
                return Outcome.Duplicate(deleted[0].Key!, [record, .. deleted, .. patchOfOldGroup]);
            }

            return patchOfOldGroup.Length > 0 ? Outcome.Replace([record, .. patchOfOldGroup]) : Outcome.Keep;
        }

        Record[] patch = isChanged ? [DuplicatesField.Patch(group, winner, told)] : [];
        return Outcome.Duplicate(winner.Id, [.. patch, .. rows.Where(row => row != winner.Id).Select(Record.Delete), .. patchOfOldGroup]);
    }

    /// <inheritdoc />
    public IEnumerable<string> RestoreKeys(Record row) => row.Key is { Length: > 0 } ? KeysOf(GroupOf(row)) : [];

    /// <inheritdoc />
    public void Restore(Record row, IRecordState state)
    {
        if (row.Key is not { Length: > 0 } id)
        {
            return;
        }

        new GroupSession(state).Write(id, GroupOf(row));
    }

    /// <inheritdoc />
    public PairExplanation? ExplainPair(PairSide first, PairSide second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return new DuplicateExplainer(_options, _words.Value, record => MemberOf(record, record.Key ?? "", JoinKeys(record)), GroupOf).Explain(first, second);
    }

    /// <inheritdoc />
    public FieldExplanation? ExplainField(FieldQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return GroupExplainer.Explain(DuplicatesField.Rule, question, GroupOf);
    }

    private static IEnumerable<string> KeysOf(Group group)
    {
        foreach (var member in group.Members)
        {
            yield return $"i:{member.Id}";
            yield return $"g:{member.Id}";
            foreach (var key in member.Keys)
            {
                yield return key;
            }
        }
    }

    private Group GroupOf(Record row)
    {
        var group = new Group { Row = row.Key! };
        if (Group.Parse(row.GetString(DuplicatesField.Memory)) is { } known)
        {
            group.Members.AddRange(known.Members);
        }

        // What the row has from others is not its own; the line that memory kept of it is. Its keys are of nothing that is lent, and may have been made by other words.
        var keys = JoinKeys(row);
        group.Put(group.Find(row.Key!) is { } own && row.GetCount(DuplicatesField.Merged) > 0 ? own.WithKeys(keys) : MemberOf(row, row.Key!, keys));

        group.Sort();
        return group;
    }

    private static Member MemberOf(Record record, string id, string[] keys) => Member.Of(
        id,
        Rank.Of(record),
        keys,
        record.GetString(ListingPaths.SourceCollector),
        record.GetString(ListingPaths.SourcePublisher),
        record.GetString(ListingPaths.ApplyUrl) ?? record.GetString(ListingPaths.SourceUrl),
        LentFields.Of(record));

    /// <summary>The user's rule where the shipped words would have made other keys of the row's own posting.</summary>
    private string RuleOf(Record record, Member member)
    {
        if (!_rules.Changes(DuplicateWords.File) || JoinKeys(record, DuplicateWords.Instance).AsSpan().SequenceEqual(member.Keys))
        {
            return DuplicatesField.Rule;
        }

        var read = string.Join('\n', ApplyUrl.AllOf(record, DuplicateWords.Instance).Concat(ReadOf.Select(record.GetString)));
        return _rules.Responsible(read, DuplicateWords.File) + DuplicatesField.Version;
    }

    private static void AddContentKeys(Record record, DuplicateWords words, List<string> keys)
    {
        var employer = MatchKey.Employer(record, words);
        var place = OpeningPlace.Of(record, words);
        var (office, title) = (place, OpeningTitle.Of(record, ref place, words));
        if (employer.Length == 0)
        {
            // Without an employer the same title says nothing, unless nearly the same text stands under it.
            if (title.Length > 0 && NearText.Of(record.GetString(ListingPaths.DescriptionText)) is { } mark)
            {
                keys.Add($"t:{MatchKey.Hash($"{title}|{place}|{mark}", 16)}");
            }

            return;
        }

        if (title.Length > 0)
        {
            keys.Add($"m:{MatchKey.Hash($"{title}|{employer}|{place}", 16)}");
        }

        if (Requisition.Of(record, words) is { } number)
        {
            keys.Add($"r:{MatchKey.Hash($"{employer}|{office}|{number}", 10)}");
        }
    }

    private string[] JoinKeys(Record record) => JoinKeys(record, _words.Value);

    private string[] JoinKeys(Record record, DuplicateWords words)
    {
        var keys = new List<string>(4);
        if (_options.ByContent)
        {
            AddContentKeys(record, words, keys);
        }

        if (_options.ByApplyUrl)
        {
            keys.AddRange(ApplyUrl.AllOf(record, words).Select(address => $"u:{MatchKey.Hash(address, 10)}"));
        }

        return [.. keys];
    }
}
