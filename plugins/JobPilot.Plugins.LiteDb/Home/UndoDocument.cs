using JobPilot.Plugins.LiteDb.Storage;
using LiteDB;

namespace JobPilot.Plugins.LiteDb.Home;

/// <summary>What is kept of one commit beside rows and memory, which lie in parts of their own.</summary>
internal sealed class UndoDocument(UndoEntry entry)
{
    private const int Version = 1;
    private const int PageSize = 1000;

    public UndoEntry Entry { get; } = entry;

    /// <summary>Collection of the rows.</summary>
    public string Collection { get; init; } = "";

    /// <summary>Place of the commit among those of all owners, which rises with each; 0 where an older version of the plugin wrote it.</summary>
    public long Order { get; init; }

    /// <summary>Parts of rows.</summary>
    public int RowParts { get; init; }

    /// <summary>Whether there is a part with changes of the memory.</summary>
    public bool HasMemory { get; init; }

    /// <summary>Whether there is a part with what was read of the memory.</summary>
    public bool HasReads { get; init; }

    /// <summary>Whether the commit came behind one of another owner; the starts of their runs tell it where an older version of the plugin wrote one of them.</summary>
    public bool IsBehind(UndoDocument other) => Order > 0 && other.Order > 0 ? Order > other.Order : Entry.At > other.Entry.At;

    /// <summary>All of an owner, in order; read page by page (rule 7).</summary>
    public static List<UndoDocument> ReadAll(Database database, string owner)
    {
        var documents = new List<UndoDocument>();
        while (true)
        {
            var after = documents.Count == 0 ? 0 : documents[^1].Entry.Number + 1;
            var page = ReadUpTo(database, owner, after, long.MaxValue, PageSize);
            documents.AddRange(page);
            if (page.Count < PageSize)
            {
                return documents;
            }
        }
    }

    /// <summary>The oldest ones of a range of numbers.</summary>
    public static List<UndoDocument> ReadUpTo(Database database, string owner, long from, long to, int count)
    {
        var query = Queries.Where("_id BETWEEN @0 AND @1", HomeCollections.JournalId(owner, from), HomeCollections.JournalId(owner, to));
        query.Limit = count;
        return [.. database.Query(HomeCollections.Undo, query).Select(document => Parse(database, document))];
    }

    public static UndoDocument? Read(Database database, string owner, long number) =>
        database.Find(HomeCollections.Undo, HomeCollections.JournalId(owner, number)) is { } document ? Parse(database, document) : null;

    /// <summary>Ids of its parts.</summary>
    public IEnumerable<BsonValue> PartIds(string owner)
    {
        for (var part = 0; part < RowParts; part++)
        {
            yield return HomeCollections.UndoPartId(owner, Entry.Number, UndoParts.Rows, part);
        }

        if (HasMemory)
        {
            yield return HomeCollections.UndoPartId(owner, Entry.Number, UndoParts.Memory, 0);
        }

        if (HasReads)
        {
            yield return HomeCollections.UndoPartId(owner, Entry.Number, UndoParts.Reads, 0);
        }
    }

    public BsonDocument ToBson(string owner) => Stored.Seal(new BsonDocument
    {
        ["_id"] = HomeCollections.JournalId(owner, Entry.Number),
        ["version"] = Version,
        ["number"] = Entry.Number,
        ["last"] = Entry.Last,
        ["run_id"] = Entry.RunId,
        ["at"] = Entry.At.UtcTicks,
        ["first"] = Entry.First,
        ["note"] = Entry.Note,
        ["undoes"] = Entry.Undoes is { } undoes ? new BsonValue(undoes) : BsonValue.Null,
        ["undone_first"] = Entry.UndoneFirst,
        ["undone_last"] = Entry.UndoneLast,
        ["splits"] = new BsonArray(Entry.Splits.Select(split => Pair("split", split.Key, "state", split.Value?.ToJson()))),
        ["marks"] = new BsonArray(Entry.Marks.Select(mark => Pair("sink", mark.Key, "mark", mark.Value))),
        ["collection"] = Collection,
        ["order"] = Order,
        ["row_parts"] = RowParts,
        ["has_memory"] = HasMemory,
        ["has_reads"] = HasReads,
    });

    private static BsonDocument Pair(string name, string key, string valueName, string? value) =>
        new() { [name] = key, [valueName] = value is null ? BsonValue.Null : new BsonValue(value) };

    private static UndoDocument Parse(Database database, BsonDocument document)
    {
        Stored.Require(database, HomeCollections.Undo, document, Version);
        return new UndoDocument(new UndoEntry(document["number"].AsInt64, document["run_id"].AsString)
        {
            Last = document["last"].AsInt64,
            At = new DateTimeOffset(document["at"].AsInt64, TimeSpan.Zero),
            First = document["first"].AsBoolean,
            Note = document["note"].AsString,
            Undoes = document["undoes"].AsString,
            UndoneFirst = document["undone_first"].AsInt64,
            UndoneLast = document["undone_last"].AsInt64,
            Splits = document["splits"].AsArray.ToDictionary(
                split => split["split"].AsString, split => split["state"].AsString is { } state ? SplitState.FromJson(state) : null, StringComparer.Ordinal),
            Marks = document["marks"].AsArray.ToDictionary(mark => mark["sink"].AsString, mark => (string?)mark["mark"].AsString, StringComparer.Ordinal),
        })
        {
            Collection = document["collection"].AsString,
            Order = document["order"] is { IsInt64: true } order ? order.AsInt64 : 0,
            RowParts = document["row_parts"].AsInt32,
            HasMemory = document["has_memory"].AsBoolean,
            HasReads = document["has_reads"].AsBoolean,
        };
    }
}
