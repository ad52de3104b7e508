namespace JobPilot.Plugins.Jobs.Rules;

/// <summary>A row of a table of rules.</summary>
/// <param name="Columns">Its columns, as in the shipped table.</param>
/// <param name="UserId">Id with the mark of its file (<c>my.yaml#cto</c>) where a user's file gave it; null for a shipped one.</param>
/// <param name="IsAdded">Whether it stands beside the shipped ones, in the place of none.</param>
internal readonly record struct RuleRow(string[] Columns, string? UserId = null, bool IsAdded = false)
{
    /// <summary>Id of a shipped rule, where the list was changed; null where it was not looked for.</summary>
    public string? ShippedId { get; init; }

    public int Length => Columns.Length;

    public string this[int column] => Columns[column];
}
