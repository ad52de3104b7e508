namespace JobPilot.Plugins.Jobs.Rules;

/// <summary>One list of rules or words that a rule file may change: what its rules look like, and the shipped table that they are in.</summary>
/// <param name="Section">Type name of the processor.</param>
/// <param name="Name">Key of the list in the section.</param>
/// <param name="File">The shipped table.</param>
/// <param name="Prefix">What ids of the list begin with.</param>
/// <param name="Fields">Fields of a rule, in the order in which they are shown.</param>
/// <param name="Description">What its rules do, for the schema.</param>
internal sealed record RuleList(string Section, string Name, string File, string Prefix, RuleField[] Fields, string Description)
{
    /// <summary>What stands in <see cref="KindColumn"/> of its rows where the table holds several lists; empty where it holds this one only.</summary>
    public string[] Kinds { get; init; } = [];

    /// <summary>The column that tells lists of one table apart.</summary>
    public int KindColumn { get; init; }

    /// <summary>Whether several rules may have the same key, since the first that fits decides.</summary>
    public bool MayRepeat { get; init; }

    /// <summary>Whether hyphens of a key are low lines in the id.</summary>
    public bool IsPlainId { get; init; }

    /// <summary>The field that a plain text stands for; null where a rule has several that must be given.</summary>
    public RuleField? Short => Fields.Where(one => !one.IsOptional).ToArray() is [var only] ? only : null;

    /// <summary>Columns of a row.</summary>
    public int Width => Math.Max(Fields.Max(one => one.Column), Kinds.Length > 0 ? KindColumn : 0) + 1;

    /// <summary>Whether a row of the table belongs to the list.</summary>
    public bool Owns(string[] row) => Kinds.Length == 0 || Kinds.Contains(row[KindColumn]);

    /// <summary>Id of a row: the list and its key, blanks as low lines.</summary>
    public string IdOf(string[] row)
    {
        var key = string.Join('_', Fields.Where(field => field.IsKey).Select(field => field.Column < row.Length ? row[field.Column] : "")).Trim().Replace(' ', '_');
        return $"{Prefix}.{(IsPlainId ? key.Replace('-', '_') : key)}";
    }

    /// <summary>Gives each row its id.</summary>
    public IEnumerable<(string Id, RuleRow Row)> Numbered(IEnumerable<RuleRow> rows)
    {
        var ids = new RuleIds();
        return rows.Select(row => (ids.Next(IdOf(row.Columns)), row));
    }

    /// <summary>The rows of a shipped row: several where it holds words apart by blanks.</summary>
    public IEnumerable<string[]> Spread(string[] row)
    {
        if (Array.Find(Fields, field => field.IsSpread) is not { } spread)
        {
            return [row];
        }

        return row[spread.Column].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word =>
        {
            var one = (string[])row.Clone();
            one[spread.Column] = word;
            return one;
        });
    }
}
