namespace JobPilot.Plugins.LiteDb;

/// <summary>Codes of the faults and findings of this plugin, each declared once.</summary>
internal static class ErrorCodes
{
    public const string Locked = "litedb.locked";
    public const string ReadOnly = "litedb.read_only";
    public const string NotAFile = "litedb.not_a_file";
    public const string ForeignFile = "litedb.foreign_file";
    public const string ShortFile = "litedb.short_file";
    public const string OldVersion = "litedb.old_version";
    public const string Encrypted = "litedb.encrypted";
    public const string Truncated = "litedb.truncated";
    public const string MarkedDamaged = "litedb.marked_damaged";
    public const string OrphanLog = "litedb.orphan_log";
    public const string ForeignLog = "litedb.foreign_log";
    public const string Collation = "litedb.collation";
    public const string Damaged = "litedb.damaged";
    public const string NoSpace = "litedb.no_space";
    public const string WriteFailed = "litedb.write_failed";
    public const string CommitUnknown = "litedb.commit_unknown";
    public const string TransactionTimeout = "litedb.transaction_timeout";
    public const string SelfTest = "litedb.self_test";
    public const string IndexRefused = "litedb.index_refused";
    public const string Closed = "litedb.closed";
    public const string RowDamaged = "litedb.row_damaged";
    public const string RowsMissing = "litedb.rows_missing";
    public const string IndexDamaged = "litedb.index_damaged";
    public const string PositionDamaged = "litedb.position_damaged";
    public const string LeftoverLog = "litedb.leftover_log";
    public const string UndoDamaged = "litedb.undo_damaged";
    public const string CopyFailed = "litedb.copy_failed";
    public const string ReservedCollection = "litedb.reserved_collection";
    public const string BadCollection = "litedb.bad_collection";
    public const string BadIndex = "litedb.bad_index";
}
