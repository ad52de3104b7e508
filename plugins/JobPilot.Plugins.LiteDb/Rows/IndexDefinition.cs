using System.Security.Cryptography;
using System.Text;
using LiteDB;

namespace JobPilot.Plugins.LiteDb.Rows;

/// <summary>
/// Rule 6: LiteDB refuses a whole document whose indexed value is over 1,023 bytes. So a value is measured before the transaction begins, or
/// only its hash is indexed.
/// </summary>
internal sealed class IndexDefinition
{
    public const int MaxBytes = 1000;
    private const int MaxNameLength = 32;
    private readonly string[] _names;

    private IndexDefinition(string path, string[] names, bool hashed)
    {
        Path = path;
        _names = names;
        Hashed = hashed;
        Field = hashed ? $"_hash_{string.Join('_', names)}" : path;
        Name = ShortName($"{(hashed ? "hash" : "ix")}_{string.Join('_', names)}", path);
        Expression = $"$.{Field}";
    }

    /// <summary>The field as the author wrote it.</summary>
    public string Path { get; }

    public bool Hashed { get; }

    /// <summary>The field that is indexed: the author's own, or the one that holds its hash.</summary>
    public string Field { get; }

    public string Name { get; }

    public string Expression { get; }

    public static bool TryParse(string path, bool hashed, out IndexDefinition? definition, out string? error)
    {
        var names = path.Split('.');
        if (names.Any(name => name.Length == 0 || char.IsAsciiDigit(name[0]) || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')))
        {
            definition = null;
            error = $"'{path}' cannot be indexed.";
            return false;
        }

        definition = new IndexDefinition(path, names, hashed);
        error = null;
        return true;
    }

    public static IReadOnlyList<IndexDefinition> Parse(LiteDbOptions options) =>
    [
        .. options.Indexes.Select(path => Parse(path, hashed: false)),
        .. options.HashedIndexes.Select(path => Parse(path, hashed: true)),
    ];

    /// <summary>Puts the hash in place, or measures the value.</summary>
    /// <returns>Why the row is refused; null where it is not.</returns>
    public string? Apply(BsonDocument row)
    {
        var value = Find(row);
        if (!Hashed)
        {
            var size = RowHash.SizeOf(value);
            return size > MaxBytes ? $"field '{Path}' is indexed and has {size} bytes; at most {MaxBytes} are allowed" : null;
        }

        if (value.IsString)
        {
            row[Field] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value.AsString)));
        }
        else
        {
            row.Remove(Field);
        }

        return null;
    }

    public BsonValue Find(BsonDocument row)
    {
        BsonValue value = row;
        foreach (var name in _names)
        {
            if (!value.IsDocument || !value.AsDocument.TryGetValue(name, out value))
            {
                return BsonValue.Null;
            }
        }

        return value;
    }

    private static IndexDefinition Parse(string path, bool hashed) =>
        TryParse(path, hashed, out var definition, out var error) ? definition! : throw new FormatException(error);

    /// <summary>LiteDB allows 32 characters; the hash keeps <c>a.b</c> and <c>a_b</c> apart.</summary>
    private static string ShortName(string name, string path)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..8];
        return $"{name[..Math.Min(name.Length, MaxNameLength - 9)]}_{hash}";
    }
}
