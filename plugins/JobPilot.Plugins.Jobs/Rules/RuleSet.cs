using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.Rules;

/// <summary>The rules of a processor: the shipped ones, with what the user's files change. Immutable, safe on every thread.</summary>
internal sealed class RuleSet
{
    private readonly Dictionary<string, IReadOnlyList<RuleRow>> _changed;
    private readonly IReadOnlyList<(string File, string Text, string Id)> _changes;

    /// <param name="changed">The rows of the tables that are not as shipped.</param>
    /// <param name="changes">Each change: the table, the rule's text, folded, and its id with the mark of its file.</param>
    public RuleSet(Dictionary<string, IReadOnlyList<RuleRow>> changed, IReadOnlyList<(string File, string Text, string Id)> changes)
    {
        _changed = changed;
        _changes = changes;
    }

    /// <summary>The rules that come with the plugin.</summary>
    public static RuleSet Shipped { get; } = new([], []);

    /// <summary>Whether a table is not as shipped.</summary>
    public bool Changes(string file) => _changed.ContainsKey(file);

    /// <summary>The rows of a table; those that were added stand first.</summary>
    public IEnumerable<RuleRow> Rows(string file) => _changed.TryGetValue(file, out var rows) ? rows : EmbeddedText.Rows(file).Select(row => new RuleRow(row));

    /// <summary>The tables that are not as shipped, each with its rows; "" where all are.</summary>
    public override string ToString() => string.Join(
        '\n', _changed.OrderBy(table => table.Key, StringComparer.Ordinal).SelectMany(table => table.Value.Select(row => string.Join('\t', row.Columns.Prepend(table.Key)))));

    /// <summary>
    /// The change that made a result another one than the shipped rules give: the first whose words stand in the text, else the first of the table.
    /// </summary>
    /// <param name="text">What was read.</param>
    /// <param name="files">The tables that it was read by.</param>
    /// <returns>Id with the mark of its file: <c>my.yaml#ninja</c>.</returns>
    public string Responsible(string text, params ReadOnlySpan<string> files)
    {
        var folded = Folding.Fold(text);
        string? first = null;
        string? part = null;
        foreach (var change in _changes)
        {
            if (!files.Contains(change.File))
            {
                continue;
            }

            first ??= change.Id;
            if (change.Text.Length > 0 && Folding.FindPhrase(folded, change.Text) >= 0)
            {
                return change.Id;
            }

            part ??= change.Text.Length > 0 && folded.Contains(change.Text, StringComparison.Ordinal) ? change.Id : null;
        }

        return part ?? first ?? "";
    }
}
