using JobPilot.Plugins.LiteDb.Storage;
using LiteDB;

namespace JobPilot.Plugins.LiteDb.Home;

/// <summary>What the home knows of an owner. The stored form carries its version and its hash.</summary>
internal sealed class OwnerDocument
{
    private const int Version = 1;

    public long LastCommit { get; init; }

    public string RunId { get; init; } = "";

    public string Counts { get; init; } = "{}";

    public IReadOnlyDictionary<string, string> Marks { get; init; } = new Dictionary<string, string>();

    public static OwnerDocument Read(Database database, string owner)
    {
        if (database.Find(HomeCollections.Owners, owner) is not { } document)
        {
            return new OwnerDocument();
        }

        Stored.Require(database, HomeCollections.Owners, document, Version);
        return new OwnerDocument
        {
            LastCommit = document["last"].AsInt64,
            RunId = document["run_id"].AsString,
            Counts = document["counts"].AsString,
            Marks = document["marks"].AsArray.ToDictionary(mark => mark["sink"].AsString, mark => mark["mark"].AsString),
        };
    }

    /// <summary>Names of all owners, each with its last commit.</summary>
    public static IReadOnlyDictionary<string, long> ReadLastCommits(Database database) => database.Query(HomeCollections.Owners, new Query().Select("{ _id, last }"))
        .ToDictionary(document => document["_id"].AsString, document => document["last"].AsInt64, StringComparer.Ordinal);

    /// <summary>The state after a commit.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="last">Last number that it takes up.</param>
    public OwnerDocument After(Commit commit, long last)
    {
        var marks = new Dictionary<string, string>(Marks);
        foreach (var (sink, mark) in commit.Marks)
        {
            marks[sink] = mark;
        }

        return new OwnerDocument { LastCommit = last, RunId = commit.RunId, Counts = commit.Counts, Marks = marks };
    }

    public BsonDocument ToBson(string owner) => Stored.Seal(new BsonDocument
    {
        ["_id"] = owner,
        ["version"] = Version,
        ["last"] = LastCommit,
        ["run_id"] = RunId,
        ["counts"] = Counts,
        ["marks"] = new BsonArray(Marks.Select(mark => new BsonDocument { ["sink"] = mark.Key, ["mark"] = mark.Value })),
    });
}
