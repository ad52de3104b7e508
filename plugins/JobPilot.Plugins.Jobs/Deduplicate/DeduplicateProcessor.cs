using JobPilot.Plugins.Jobs.Listing;
using JobPilot.Plugins.Jobs.Rules;

namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>
/// Joins postings of one opening: the same title, company and place, the same requisition, the same apply address, or, where no company is named, nearly the same
/// text; also by way of a third posting; and a posting that names only an area, with that of a city in it, or that names no number or working time, with one that does. One of them has the row, the best by a total order; it lists the others, each with the evidence, and has from them what it lacks. Memory: a key to its
/// group (<c>r:</c>, <c>u:</c>, <c>t:</c>), a posting to its group
/// (<c>i:</c>) where its name is another, the groups (<c>g:</c>), named after one of their postings, and what finds guests their opening (<c>m:</c>, <c>f:</c>, see <see cref="Family"/>).
/// </summary>
[Processor("deduplicate", typeof(DeduplicateOptions), Description = "Joins postings of the same opening, keeps the best, and lists the other sources.")]
public sealed class DeduplicateProcessor : IRestorableProcessor, IPairExplainer, IFieldExplainer
{
    private const int MostDeclared = 10_000;
    private static readonly FieldPath[] ReadOf = [ListingPaths.CompanyName, ListingPaths.TitleRaw, ListingPaths.Title, ListingPaths.LocationRaw, ListingPaths.DescriptionText];
    private readonly DeduplicateOptions _options;
    private readonly RuleSet _rules;
    private readonly Lazy<DuplicateWords> _words;
    private readonly Dictionary<Record, PostingKeys> _declared = new(ReferenceEqualityComparer.Instance);

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
    public int StateVersion => 8;

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
        return [$"i:{id}", $"g:{id}", .. keys.Keys.Select(Family.StateKey)];
    }

    /// <inheritdoc />
    public IEnumerable<string> Follow(string key, string? value)
    {
        if (value is null)
        {
            return [];
        }

        return key[0] switch
        {
            'g' => Group.Parse(value) is { } group ? KeysOf(group) : [],
            'f' or 'm' => Family.Parse(key[0], value).Groups.Select(name => $"g:{name}"),
            _ => [$"g:{value}"],
        };
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
        var joined = session.Join(newcomer, hadRow);
        var (group, rows) = (joined.Group, joined.Rows);
        var winner = group.Find(group.Row)!;

        // In the order in which it came about. The row of the group that was left may have gone meanwhile: the posting came back to it, and is better.
        Record[] patches = patchOfOldGroup.Length == 0 ? joined.Patches : [.. StillDue(patchOfOldGroup, winner.Id, rows), .. joined.Patches];
        if (winner.Id == id)
        {
            DuplicatesField.Set(record, group, winner, joined.Text, RuleOf(record, newcomer));
            var deleted = DeletedBeside(id, rows);
            if (deleted.Length > 0)
            {
                return Outcome.Duplicate(deleted[0].Key!, [record, .. deleted, .. patches]);
            }

            return patches.Length > 0 ? Outcome.Replace([record, .. patches]) : Outcome.Keep;
        }

        Record[] patch = joined.IsChanged ? [DuplicatesField.Patch(group, winner, joined.Text, joined.Told)] : [];
        return Outcome.Duplicate(winner.Id, [.. patches, .. patch, .. DeletedBeside(winner.Id, rows)]);
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
        return new DuplicateExplainer(_options, _words.Value, MemberOf, GroupOf).Explain(first, second);
    }

    /// <inheritdoc />
    public FieldExplanation? ExplainField(FieldQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return GroupExplainer.Explain(DuplicatesField.Rule, question, GroupOf);
    }

    /// <summary>A posting as memory keeps it.</summary>
    internal Member MemberOf(Record record) => MemberOf(record, record.Key ?? "", JoinKeys(record));

    private static IEnumerable<Record> StillDue(Record[] patches, string winner, IReadOnlyList<string> rows) => patches.Where(patch => patch.Key == winner || !rows.Contains(patch.Key!));

    private static Record[] DeletedBeside(string kept, IReadOnlyList<string> rows)
    {
        List<Record>? deleted = null;
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i] != kept)
            {
                (deleted ??= []).Add(Record.Delete(rows[i]));
            }
        }

        return deleted is null ? [] : [.. deleted];
    }

    private static IEnumerable<string> KeysOf(Group group)
    {
        foreach (var member in group.Members)
        {
            yield return $"i:{member.Id}";
            yield return $"g:{member.Id}";
            foreach (var key in member.Keys)
            {
                yield return Family.StateKey(key);
            }
        }
    }

    private Group GroupOf(Record row)
    {
        var group = new Group { Row = row.Key! };
        if (Group.Parse(row.GetString(DuplicatesField.Memory)) is { } known)
        {
            group.Members.AddRange(known.Members.Select(static member => member.Upgraded()));
        }

        // What the row has from others is not its own; the line that memory kept of it is. Its keys are of nothing that is lent, and may have been made by other words.
        var keys = JoinKeys(row);
        group.Put(group.Find(row.Key!) is { } own && row.GetCount(DuplicatesField.Merged) > 0 ? own.WithKeys(keys) : MemberOf(row, row.Key!, keys));

        group.Sort();
        return group;
    }

    private static Member MemberOf(Record record, string id, PostingKeys keys) => Member.Of(
        id,
        Rank.Of(record, keys.Level, keys.Said),
        keys.Keys,
        record.GetString(ListingPaths.SourceCollector),
        record.GetString(ListingPaths.SourcePublisher),
        record.GetString(ListingPaths.ApplyUrl) ?? record.GetString(ListingPaths.SourceUrl),
        LentFields.Of(record));

    /// <summary>The user's rule where the shipped words would have made other keys of the row's own posting.</summary>
    private string RuleOf(Record record, Member member)
    {
        if (!_rules.Changes(DuplicateWords.File) || PostingKeys.Of(record, _options, DuplicateWords.Instance).Keys.AsSpan().SequenceEqual(member.Keys))
        {
            return DuplicatesField.Rule;
        }

        var read = string.Join('\n', ApplyUrl.AllOf(record, DuplicateWords.Instance).Concat(ReadOf.Select(record.GetString)));
        return _rules.Responsible(read, DuplicateWords.File) + DuplicatesField.Version;
    }

    private PostingKeys JoinKeys(Record record) => PostingKeys.Of(record, _options, _words.Value);
}
