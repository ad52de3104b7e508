using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace JobPilot.Plugins.Files;

/// <summary>Options of the <c>csv</c> sink.</summary>
public sealed class CsvSinkOptions : IValidatedOptions
{
    /// <summary>The file.</summary>
    [Required]
    [Templated]
    [Description("The file, such as `data/jobs.csv`. Missing folders are made.")]
    public string Path { get; init; } = "";

    /// <summary>The columns.</summary>
    [Required]
    [MinLength(1)]
    [FieldPath]
    [Description("The columns: fields in order, such as `[id, title, base_salary.min, locations[0].city]`.")]
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Titles of columns.</summary>
    [Description("Titles of columns that shall not be called as their field: field to title.")]
    public IReadOnlyDictionary<string, string> Titles { get; init; } = new Dictionary<string, string>();

    /// <summary>What separates cells.</summary>
    [AllowedValues(",", ";", "\t", "|")]
    [Description("What separates cells: `,`, `;`, a tab or `|`.")]
    public string Delimiter { get; init; } = ",";

    /// <summary>Whether the file begins with the titles.</summary>
    [Description("Whether the file begins with a line of titles.")]
    public bool Header { get; init; } = true;

    /// <summary>Whether cells are made harmless.</summary>
    [Description("Whether text that a spreadsheet would run as a formula gets a `'` before it, and control characters are removed.")]
    public bool Harmless { get; init; } = true;

    /// <summary>Whether patches and deletions are written.</summary>
    [Description("Whether each line begins with the columns `_operation` and `_key`, and patches and deletions are lines too. Otherwise they are left out.")]
    public bool ChangeColumns { get; init; }

    /// <summary>What a new run does with a file that is there.</summary>
    [Description("What a new run does with a file that is there: `new` starts it anew, `append` adds lines.")]
    public WriteMode Mode { get; init; }

    /// <inheritdoc />
    public IEnumerable<Diagnostic> Validate()
    {
        foreach (var field in Titles.Keys.Except(Columns, StringComparer.Ordinal))
        {
            yield return new Diagnostic("csv.title", $"`titles` names `{field}`, which is no column.")
            {
                Pointer = "/titles",
                Fix = "Write it exactly as in `columns`.",
            };
        }

        foreach (var twice in Columns.GroupBy(column => column, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            yield return new Diagnostic("csv.column_twice", $"The column `{twice.Key}` stands twice.") { Pointer = "/columns", Fix = "Remove one of them." };
        }
    }
}
