using System.Buffers.Binary;

namespace JobPilot.Plugins.LiteDb.Files;

/// <summary>
/// Reads the log before LiteDB does. What stands behind the last confirmed transaction was acknowledged to nobody and may be torn: it is
/// cut off, since LiteDB would take the number of a torn page's transaction for the last one and use numbers twice.
/// </summary>
internal sealed class LogTail
{
    private const int TransactionOffset = 14;
    private const int PageTypeByte = 4;
    private const int HeaderPageType = 1;

    private LogTail(long length, HashSet<uint> pages, uint? lastPage, bool foreign)
    {
        Length = length;
        Pages = pages;
        LastPage = lastPage;
        Foreign = foreign;
    }

    /// <summary>Bytes up to the end of the last confirmed transaction.</summary>
    public long Length { get; }

    /// <summary>Numbers of the pages that confirmed transactions wrote.</summary>
    public HashSet<uint> Pages { get; }

    /// <summary>Last page of the database after the log is applied; null where the log holds no header.</summary>
    public uint? LastPage { get; }

    /// <summary>Whether the log is no log of LiteDB.</summary>
    public bool Foreign { get; }

    public static LogTail Empty { get; } = new(0, [], null, false);

    public static LogTail Read(IPageFile log)
    {
        var buffer = new byte[PageStream.PageSize];
        var open = new Dictionary<uint, List<uint>>();
        var pages = new HashSet<uint>();
        uint? lastPage = null;
        long end = 0;
        var count = log.Length / PageStream.PageSize;
        var oddities = 0;
        for (long i = 0; i < count; i++)
        {
            log.Read(buffer, i * PageStream.PageSize);
            var pageId = BinaryPrimitives.ReadUInt32LittleEndian(buffer);
            var transaction = BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(TransactionOffset));
            oddities += buffer[PageTypeByte] > 4 || buffer[LogStream.ConfirmedByte] > 1 ? 1 : 0;
            if (!open.TryGetValue(transaction, out var written))
            {
                open[transaction] = written = [];
            }

            written.Add(pageId);
            if (buffer[LogStream.ConfirmedByte] != 1 || buffer[PageTypeByte] > 4)
            {
                continue;
            }

            end = (i + 1) * PageStream.PageSize;
            pages.UnionWith(written);
            open.Remove(transaction);
            if (buffer[PageTypeByte] == HeaderPageType)
            {
                lastPage = FileHeader.LastPageOf(buffer);
            }
        }

        return new LogTail(end, pages, lastPage, foreign: count > 0 && end == 0 && oddities == count);
    }
}
