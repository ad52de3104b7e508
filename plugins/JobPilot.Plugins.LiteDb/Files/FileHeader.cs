using System.Buffers.Binary;

namespace JobPilot.Plugins.LiteDb.Files;

/// <summary>
/// Rule 10: what is looked at before LiteDB may open a file, since it overwrites a short foreign file with a new database and replays
/// whatever log lies beside it.
/// </summary>
internal static class FileHeader
{
    private const int VersionByte = 59;
    private const int LastPageOffset = 64;
    private const int InvalidStateByte = 191;

    private static ReadOnlySpan<byte> Magic => "** This is a LiteDB file **"u8;

    /// <summary>Finds what keeps a data file and its log from being opened; null where nothing does.</summary>
    /// <param name="path">For messages.</param>
    /// <param name="data">The data file, not empty.</param>
    /// <param name="log">What the log holds.</param>
    public static FaultException? Check(string path, IPageFile data, LogTail log)
    {
        var page = new byte[PageStream.PageSize];
        var read = data.Read(page, 0);
        if (read > 0 && page[0] == 1 && read >= PageStream.PageSize && !HasMagic(page))
        {
            return Faults.Fatal(
                ErrorCodes.Encrypted,
                $"'{path}' is not a database of this plugin; it looks like an encrypted LiteDB file, which is never made durable.",
                "Copy it into a file without a password by LiteDB's own tools, or name another path.");
        }

        if (!HasMagic(page))
        {
            return Faults.Fatal(
                ErrorCodes.ForeignFile,
                $"'{path}' is not a LiteDB database ({data.Length} bytes of something else); it was left as it is.",
                "Name another path, or move that file away.");
        }

        if (read < PageStream.PageSize)
        {
            return Faults.Fatal(
                ErrorCodes.ShortFile,
                $"'{path}' ends inside its first page ({data.Length} bytes).",
                "Restore a backup, or move the file away to begin a new database.");
        }

        if (page[VersionByte] != 8)
        {
            return Faults.Fatal(
                ErrorCodes.OldVersion,
                $"'{path}' has version {page[VersionByte]} of LiteDB's format; this plugin reads version 8 (LiteDB 5).",
                "Convert it by LiteDB's own tools, or name another path.");
        }

        if (page[InvalidStateByte] != 0)
        {
            return Faults.Fatal(
                ErrorCodes.MarkedDamaged,
                $"'{path}' was marked as damaged when it was last open.",
                "Run with maintenance: repair, which copies every readable row into a new file, or restore a backup.");
        }

        var lastPage = log.LastPage ?? BinaryPrimitives.ReadUInt32LittleEndian(page.AsSpan(LastPageOffset));
        var pages = data.Length / PageStream.PageSize;
        for (var number = pages; number <= lastPage; number++)
        {
            if (!log.Pages.Contains((uint)number))
            {
                return Faults.Fatal(
                    ErrorCodes.Truncated,
                    $"'{path}' has {pages} pages, but it had {lastPage + 1L}: its end was cut off.",
                    "Restore a backup, or run with maintenance: repair to keep what can be read.");
            }
        }

        return null;
    }

    /// <summary>Page count that a header page names.</summary>
    public static uint LastPageOf(ReadOnlySpan<byte> headerPage) => BinaryPrimitives.ReadUInt32LittleEndian(headerPage[LastPageOffset..]);

    /// <summary>The fault for a log without a data file.</summary>
    public static FaultException Orphan(DatabasePaths paths) => Faults.Fatal(
        ErrorCodes.OrphanLog,
        $"The log '{paths.Log}' lies beside no database: '{paths.Data}' is {(File.Exists(paths.Data) ? "empty" : "missing")}.",
        "Put the database back where it was, or move the log away to begin a new one; the log holds the last transactions of the old one.");

    private static bool HasMagic(ReadOnlySpan<byte> page) => page.Slice(32, Magic.Length).SequenceEqual(Magic);
}
