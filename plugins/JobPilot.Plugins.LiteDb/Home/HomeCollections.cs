using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using JobPilot.Plugins.LiteDb.Storage;
using LiteDB;

namespace JobPilot.Plugins.LiteDb.Home;

/// <summary>Names and keys of what the home keeps beside the rows.</summary>
internal static class HomeCollections
{
    public const string Prefix = "_jobpilot_";

    /// <summary>One document: identity of the database.</summary>
    public const string Home = "_jobpilot_home";

    /// <summary>One document an owner: last commit, run, counts, marks.</summary>
    public const string Owners = "_jobpilot_owners";

    /// <summary>One document a split: epoch and state.</summary>
    public const string Splits = "_jobpilot_splits";

    /// <summary>One document a commit that changed the memory.</summary>
    public const string Journal = "_jobpilot_journal";

    /// <summary>One document a collection of rows: how many there are.</summary>
    public const string Rows = "_jobpilot_rows";

    /// <summary>One document a debt of an optional sink.</summary>
    public const string Debts = "_jobpilot_debts";

    /// <summary>One document a commit that can be taken back: states and marks before it.</summary>
    public const string Undo = "_jobpilot_undo";

    /// <summary>What such a commit replaced in rows and memory, in parts.</summary>
    public const string UndoParts = "_jobpilot_undo_parts";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Home, Owners, Splits, Journal, Rows, Debts, Undo, UndoParts];

    public static string SplitId(string owner, string split) => $"{Hash(owner)}:{Hash(split)}";

    public static string JournalId(string owner, long number) => string.Create(CultureInfo.InvariantCulture, $"{Hash(owner)}:{number:D19}");

    public static string DebtId(string owner, string sink, long number) => string.Create(CultureInfo.InvariantCulture, $"{Hash(owner)}:{Hash(sink)}:{number:D19}");

    public static string UndoPartId(string owner, long number, char kind, int part) =>
        string.Create(CultureInfo.InvariantCulture, $"{JournalId(owner, number)}:{kind}{part:D6}");

    /// <summary>Every document of an owner in a collection whose ids begin with the owner's hash.</summary>
    public static Query OfOwner(string owner) =>
        Queries.Where("_id BETWEEN @0 AND @1", $"{Hash(owner)}:", $"{Hash(owner)};");

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
