using JobPilot.Plugins.LiteDb.Files;
using JobPilot.Plugins.LiteDb.Home;
using JobPilot.Plugins.LiteDb.Rows;
using JobPilot.Plugins.LiteDb.Storage;
using LiteDB;

namespace JobPilot.Plugins.LiteDb.Checks;

/// <summary>
/// Rule 8: every row is what was written, the key's index reaches all of them in order, and each index gives as many rows as the scan,
/// in all and for each value of a sample. Memory is bounded: a page of rows, and the sample.
/// </summary>
internal static class RowCheck
{
    private const int MaxFindings = 20;
    private const string Fix = "Restore a backup, or run with maintenance: repair, which keeps every whole row.";

    public static void Run(DatabasePaths paths, Func<string, Query, List<BsonDocument>> read, RowRules rules, List<Diagnostic> findings)
    {
        var samples = rules.Indexes.Select(_ => new ValueSample()).ToList();
        var rows = 0L;
        var damaged = 0;
        BsonValue last = BsonValue.MinValue;
        foreach (var page in RowPages.ReadAll(read, rules.Collection))
        {
            foreach (var row in page)
            {
                var id = row[RowFields.Id];
                if (id.CompareTo(last, Collation.Binary) <= 0 || !Stored.IsWhole(row))
                {
                    Add(findings, ref damaged, ErrorCodes.RowDamaged, $"'{paths.Data}': row {id} of {rules.Collection} is not what was written.");
                }

                last = id;
                rows++;
                for (var i = 0; i < samples.Count; i++)
                {
                    samples[i].Add(rules.Indexes[i].Hashed ? row[rules.Indexes[i].Field] : rules.Indexes[i].Find(row));
                }
            }

            CheckReachable(paths, read, rules, page, findings, ref damaged);
        }

        CheckTotal(paths, read, rules, rows, findings);
        for (var i = 0; i < rules.Indexes.Count; i++)
        {
            CheckIndex(paths, read, rules, rules.Indexes[i], samples[i], rows, findings);
        }
    }

    private static void CheckReachable(
        DatabasePaths paths, Func<string, Query, List<BsonDocument>> read, RowRules rules, List<BsonDocument> page, List<Diagnostic> findings, ref int damaged)
    {
        var query = Queries.WhereIdIn(page.Select(row => row[RowFields.Id])).Select("{ _id }");
        var found = read(rules.Collection, query).Select(row => row[RowFields.Id]).ToHashSet();
        foreach (var row in page.Where(row => !found.Contains(row[RowFields.Id])))
        {
            Add(findings, ref damaged, ErrorCodes.IndexDamaged, $"'{paths.Data}': row {row[RowFields.Id]} of {rules.Collection} is not found by its key.");
        }
    }

    private static void CheckTotal(
        DatabasePaths paths, Func<string, Query, List<BsonDocument>> read, RowRules rules, long scanned, List<Diagnostic> findings)
    {
        if (read(HomeCollections.Rows, Queries.Where("_id = @0", rules.Collection)) is [var total, ..] && total["rows"].AsInt64 != scanned)
        {
            findings.Add(new Diagnostic(
                ErrorCodes.RowsMissing, $"'{paths.Data}': {rules.Collection} has {scanned} rows that can be reached; {total["rows"].AsInt64} were written.")
            {
                Fix = "Where rows were deleted by hand, run once with maintenance: repair, which counts anew. Else restore a backup, or repair what is there.",
            });
        }
    }

    private static void CheckIndex(
        DatabasePaths paths,
        Func<string, Query, List<BsonDocument>> read,
        RowRules rules,
        IndexDefinition index,
        ValueSample sample,
        long rows,
        List<Diagnostic> findings)
    {
        var reached = Count(read, rules, new Query { OrderBy = BsonExpression.Create(index.Expression) });
        var missing = Math.Max(
            Math.Abs(rows - reached),
            sample.Counts.Sum(value => Math.Max(0, value.Value - Count(read, rules, Queries.Where($"{index.Expression} = @0", value.Key)))));
        if (missing > 0)
        {
            findings.Add(new Diagnostic(
                ErrorCodes.IndexDamaged, $"'{paths.Data}': the index on '{index.Path}' of {rules.Collection} is wrong about {missing} of {rows} rows{(sample.IsWhole ? "" : ", or more")}.")
            {
                Fix = "Run with maintenance: compact, which makes the indexes anew.",
            });
        }
    }

    private static long Count(Func<string, Query, List<BsonDocument>> read, RowRules rules, Query query) =>
        read(rules.Collection, query.Select("{ rows: COUNT(*._id) }"))[0]["rows"].AsInt64;

    private static void Add(List<Diagnostic> findings, ref int count, string code, string message)
    {
        count++;
        if (count <= MaxFindings)
        {
            findings.Add(new Diagnostic(code, message) { Fix = Fix });
        }
    }
}
