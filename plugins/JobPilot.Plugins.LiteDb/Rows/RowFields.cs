namespace JobPilot.Plugins.LiteDb.Rows;

/// <summary>Fields that the plugin adds to a row; a record may not bring them.</summary>
internal static class RowFields
{
    public const string Id = "_id";
    public const string ContentHash = "_content_hash";
    public const string Check = "_check";
    public const string FirstSeen = "_first_seen";
    public const string LastChanged = "_last_changed";
    public const string HashPrefix = "_hash_";

    public static bool IsOwn(string name) =>
        name.Length > 2 && name[0] == '_'
        && (name is Id or ContentHash or Check or FirstSeen or LastChanged || name.StartsWith(HashPrefix, StringComparison.Ordinal));
}
