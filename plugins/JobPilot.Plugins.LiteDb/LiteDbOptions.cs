using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using JobPilot.Plugins.LiteDb.Rows;

namespace JobPilot.Plugins.LiteDb;

/// <summary>Options of the <c>litedb</c> sink.</summary>
public sealed class LiteDbOptions : IValidatedOptions
{
    /// <summary>Path of the database.</summary>
    [Required]
    [MinLength(1)]
    [Templated]
    [Description("Path of the database file; made with its folder where it does not exist. Relative to the working directory.")]
    public string Path { get; init; } = "";

    /// <summary>Collection of the rows.</summary>
    [RegularExpression("^[A-Za-z][A-Za-z0-9_]{0,59}$")]
    [Description("Collection that the rows go to: letters, digits and underscores, beginning with a letter.")]
    public string Collection { get; init; } = "jobs";

    /// <summary>Field that is the key.</summary>
    [FieldPath]
    [MinLength(1)]
    [Description("Field whose text is the key of a row (at most 1,000 bytes). A record without it is stored under its own key.")]
    public string Key { get; init; } = "id";

    /// <summary>Indexed fields.</summary>
    [FieldPath]
    [Description("Fields to index. A row whose value there is longer than 1,000 bytes is refused.")]
    public IReadOnlyList<string> Indexes { get; init; } = [];

    /// <summary>Fields indexed by hash.</summary>
    [FieldPath]
    [Description("Fields of long text to index by their SHA-256, which is kept in _hash_<field>; finds equal text only.")]
    public IReadOnlyList<string> HashedIndexes { get; init; } = [];

    /// <summary>Fields outside the content hash.</summary>
    [FieldPath]
    [Description("Fields that do not count as content: a row that differs in nothing else is not written again. Names that begin with _ never count.")]
    public IReadOnlyList<string> HashIgnore { get; init; } = ["source.retrieved_at"];

    /// <summary>Longest time of one transaction.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    [Description("Longest time that one transaction may take.")]
    public TimeSpan TransactionTimeout { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>Free space that is kept.</summary>
    [Range(0L, 1L << 40)]
    [Description("Bytes that stay free on the disk: the run stops before, since a commit on a full disk is uncertain.")]
    public long MinFreeBytes { get; init; } = 64L << 20;

    /// <summary>Size of the log at which it is moved into the data file.</summary>
    [Range(1L << 20, 1L << 32)]
    [Description("Size of the log, in bytes, at which it is moved into the data file. Larger is faster; opening after a crash takes longer.")]
    public long CheckpointBytes { get; init; } = 64L << 20;

    /// <summary>Whether to keep first_seen and last_changed.</summary>
    [Description("Keeps in _first_seen and _last_changed when the source gave the row first, and when its content last changed (UTC).")]
    public bool Times { get; init; } = true;

    /// <summary>Backup made at the end of a run.</summary>
    [Templated]
    [Description("Path of a copy that is made whenever the database is closed, taking the place of the last one; empty makes none.")]
    public string Backup { get; init; } = "";

    /// <summary>Maintenance before opening.</summary>
    [Description("What is done with the file before it is opened; set it for one run by --set.")]
    public MaintenanceMode Maintenance { get; init; }

    /// <inheritdoc />
    public IEnumerable<Diagnostic> Validate()
    {
        foreach (var (name, paths) in new[] { ("indexes", Indexes), ("hashed_indexes", HashedIndexes) })
        {
            for (var i = 0; i < paths.Count; i++)
            {
                if (!IndexDefinition.TryParse(paths[i], name == "hashed_indexes", out _, out var error))
                {
                    yield return new Diagnostic(ErrorCodes.BadIndex, error!)
                    {
                        Pointer = $"/{name}/{i}",
                        Fix = "write names of letters, digits and underscores, joined by dots",
                    };
                }
            }
        }
    }
}
