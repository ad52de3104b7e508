using JobPilot.Plugins.LiteDb.Storage;
using LiteDB;
using LiteDB.Engine;

namespace JobPilot.Plugins.LiteDb.Rows;

/// <summary>
/// What a batch does to the collection, worked out on the writer's thread before the transaction begins: several operations on one key apply
/// in order, and a row whose content stays the same is not written.
/// </summary>
internal sealed class RowPlan
{
    private readonly RowRules _rules;
    private readonly RowHash _hash;
    private readonly Dictionary<string, RowInPlan> _rows;
    private readonly KeyFilter _keys;
    private long _inserted;
    private long _updated;
    private long _unchanged;
    private long _deleted;

    private RowPlan(RowRules rules, RowHash hash, Dictionary<string, RowInPlan> rows, KeyFilter keys)
    {
        _rules = rules;
        _hash = hash;
        _rows = rows;
        _keys = keys;
    }

    public RowCounts Counts => new() { Inserted = _inserted, Updated = _updated, Unchanged = _unchanged, Deleted = _deleted };

    /// <summary>Whether anything is to be written.</summary>
    public bool Writes => _rows.Values.Any(row => row.Writes);

    /// <summary>Rows that come, less rows that go.</summary>
    public long Growth => _rows.Values.Sum(row => row.Growth);

    /// <summary>Works a batch out.</summary>
    /// <param name="database">Read only.</param>
    /// <param name="changes">In order.</param>
    /// <param name="rules">How rows are made.</param>
    /// <param name="rejected">Takes patches whose result cannot be a row.</param>
    public static RowPlan Create(Database database, IReadOnlyList<RowChange> changes, RowRules rules, List<RejectedRow> rejected)
    {
        var hash = new RowHash();
        var plan = new RowPlan(rules, hash, RowLookup.Read(database, rules, changes), database.KeysOf(rules.Collection));
        foreach (var change in changes)
        {
            try
            {
                plan.Add(change);
            }
            catch (RowRefusedException refused)
            {
                rejected.Add(new RejectedRow(change.Index, refused.Message));
            }
        }

        return plan;
    }

    /// <summary>What the batch replaces; reads the rows of which only the hash is known yet.</summary>
    public RowImages Images(Database database)
    {
        var (inserted, met, changed) = (new List<string>(), new List<string>(), new List<string>());
        var images = new List<BsonDocument>();
        foreach (var (key, row) in _rows.OrderBy(row => row.Key, StringComparer.Ordinal))
        {
            if (row.Growth > 0)
            {
                inserted.Add(key);
            }
            else if (!row.IsStored || !row.Writes)
            {
                met.Add(key);
            }
            else if (row.Before is { } before)
            {
                images.Add(before);
            }
            else
            {
                changed.Add(key);
            }
        }

        images.AddRange(RowLookup.ReadWhole(database, _rules, changed));
        return new RowImages(inserted, met, images);
    }

    /// <summary>Writes, inside a transaction.</summary>
    public void Write(LiteEngine engine)
    {
        var collection = _rules.Collection;
        var inserts = new List<BsonDocument>();
        var updates = new List<BsonDocument>();
        var deletes = new List<BsonValue>();
        foreach (var (key, row) in _rows.OrderBy(row => row.Key, StringComparer.Ordinal))
        {
            switch (row.Growth)
            {
                case > 0:
                    _keys.Add(key);
                    inserts.Add(Seal(key, row));
                    break;
                case 0 when row.Writes:
                    updates.Add(Seal(key, row));
                    break;
                case < 0:
                    deletes.Add(key);
                    break;
            }
        }

        if (deletes.Count > 0)
        {
            engine.Delete(collection, deletes);
        }

        if (updates.Count > 0)
        {
            engine.Update(collection, updates);
        }

        if (inserts.Count > 0)
        {
            engine.Insert(collection, inserts, BsonAutoId.ObjectId);
        }
    }

    private BsonDocument Seal(string key, RowInPlan row)
    {
        // The plugin's own fields come first, so that a look-up need not read the whole row.
        var sealedRow = new BsonDocument { [RowFields.Id] = key, [RowFields.ContentHash] = row.ContentHash };
        if (_rules.Times)
        {
            sealedRow[RowFields.FirstSeen] = row.FirstSeen ?? row.ChangedAt;
            sealedRow[RowFields.LastChanged] = row.ChangedAt;
        }

        sealedRow[RowFields.Check] = 0L;
        foreach (var (name, value) in row.Fields!.RawValue)
        {
            sealedRow[name] = value;
        }

        sealedRow[RowFields.Check] = _hash.Check(sealedRow);
        return sealedRow;
    }

    private void Add(RowChange change)
    {
        if (!_rows.TryGetValue(change.Key, out var row))
        {
            _rows[change.Key] = row = new RowInPlan();
        }

        switch (change.Operation)
        {
            case RecordOperation.Delete:
                _deleted += row.Exists ? 1 : 0;
                row.Remove();
                break;
            case RecordOperation.Patch:
                Patch(row, change);
                break;
            default:
                Upsert(row, change.Fields, change.ContentHash, change.RetrievedAt);
                break;
        }
    }

    private void Patch(RowInPlan row, RowChange change)
    {
        if (!row.Exists)
        {
            return;
        }

        var merged = new BsonDocument();
        foreach (var (name, value) in row.Fields!.RawValue)
        {
            merged[name] = value;
        }

        foreach (var (name, value) in change.Fields.RawValue)
        {
            merged[name] = value;
        }

        Upsert(row, merged, RowPreparation.Finish(merged, _rules, _hash), change.RetrievedAt ?? row.ChangedAt);
    }

    private void Upsert(RowInPlan row, BsonDocument fields, string contentHash, string? retrievedAt)
    {
        if (row.Exists && row.ContentHash == contentHash)
        {
            _unchanged++;
            row.Fields ??= fields;
            return;
        }

        _inserted += row.Exists ? 0 : 1;
        _updated += row.Exists ? 1 : 0;
        row.Put(fields, contentHash, retrievedAt);
    }
}
