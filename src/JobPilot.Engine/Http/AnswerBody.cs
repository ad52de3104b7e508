using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text.Unicode;

namespace JobPilot.Engine.Http;

/// <summary>
/// Reads an answer's body whole, decompressed, within bounds: bytes are counted behind the decompression, and a body that grows out of
/// proportion is refused early. Invariant 7.
/// </summary>
internal static class AnswerBody
{
    private const int RatioFloor = 1024 * 1024;
    private const int MaxRatio = 200;

    private static readonly string[] AsciiCompatible = ["utf-8", "utf8", "us-ascii", "iso-8859-1", "latin1", "windows-1252"];

    /// <exception cref="FaultException">The body is cut, too large, wrongly compressed or in another character set than JSON allows.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(
        HttpContent content, Dictionary<string, string> headers, long maxBytes, CancellationToken cancellationToken)
    {
        var encoding = headers.TryGetValue("Content-Encoding", out var value) ? value.Trim().ToLowerInvariant() : "";
        if (content.Headers.ContentLength > maxBytes)
        {
            throw TooLarge(maxBytes);
        }

        try
        {
            await using var wire = new CountingStream(await content.ReadAsStreamAsync(cancellationToken));
            await using var plain = Decompress(wire, encoding);
            var body = await CollectAsync(plain, wire, maxBytes, content.Headers.ContentLength ?? 0, cancellationToken);
            if (!ReferenceEquals(plain, wire))
            {
                headers.Remove("Content-Encoding");
                headers.Remove("Content-Length");
            }

            return CheckText(body, content.Headers.ContentType);
        }
        catch (InvalidDataException exception)
        {
            throw new FaultException(FaultKind.Transient, $"The answer is said to be {encoding}, but cannot be decompressed.", exception)
            {
                Code = HttpErrorCodes.BadEncoding,
                Fix = HttpFaults.NotTheSource,
            };
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            throw HttpFaults.Cut(exception);
        }
    }

    private static Stream Decompress(CountingStream wire, string encoding) => encoding switch
    {
        "" or "identity" => wire,
        "gzip" or "x-gzip" => new GZipStream(wire, CompressionMode.Decompress),
        "deflate" => new ZLibStream(wire, CompressionMode.Decompress),
        "br" => new BrotliStream(wire, CompressionMode.Decompress),
        _ => throw new FaultException(FaultKind.Unavailable, "The answer has a content encoding that was not asked for.")
        {
            Code = HttpErrorCodes.BadEncoding,
            Fix = HttpFaults.NotTheSource,
        },
    };

    private static async ValueTask<ReadOnlyMemory<byte>> CollectAsync(
        Stream plain, CountingStream wire, long maxBytes, long expected, CancellationToken cancellationToken)
    {
        maxBytes = Math.Min(maxBytes, Array.MaxLength - 1);
        var most = Math.Min(maxBytes + 1, 1 << 20);
        var buffer = new byte[Math.Clamp(expected + 1, Math.Min(4096, most), most)];
        var length = 0;
        while (true)
        {
            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, (int)Math.Min(Math.Max(maxBytes + 1, length + 1L), Math.Min(2L * length, Array.MaxLength)));
            }

            var read = await plain.ReadAsync(buffer.AsMemory(length), cancellationToken);
            if (read == 0)
            {
                return buffer.AsMemory(0, length);
            }

            length += read;
            if (length > maxBytes)
            {
                throw TooLarge(maxBytes);
            }

            if (length > RatioFloor && length > MaxRatio * Math.Max(wire.Count, 1))
            {
                throw HttpFaults.TooLarge($"The answer grows more than {MaxRatio}-fold when decompressed, as only a decompression bomb does.");
            }
        }
    }

    /// <summary>JSON is UTF-8 (RFC 8259, 8.1); what declares itself UTF-8 has to be it.</summary>
    private static ReadOnlyMemory<byte> CheckText(ReadOnlyMemory<byte> body, MediaTypeHeaderValue? type)
    {
        var media = type?.MediaType ?? "";
        var charset = type?.CharSet?.Trim('"').ToLowerInvariant();
        var json = media.EndsWith("/json", StringComparison.OrdinalIgnoreCase) || media.EndsWith("+json", StringComparison.OrdinalIgnoreCase);
        if (!json && charset is not ("utf-8" or "utf8"))
        {
            return body;
        }

        if ((charset is not null && !AsciiCompatible.Contains(charset)) || !Utf8.IsValid(body.Span))
        {
            throw new FaultException(FaultKind.Transient, $"The answer is not in UTF-8, as {(json ? "JSON has to be" : "it says")}.")
            {
                Code = HttpErrorCodes.WrongCharset,
                Fix = HttpFaults.NotTheSource,
            };
        }

        return body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;
    }

    private static FaultException TooLarge(long maxBytes) => HttpFaults.TooLarge($"The answer is larger than {maxBytes} bytes, the most that is read.");

    private sealed class CountingStream(Stream inner) : Stream
    {
        public long Count { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => Count;
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await inner.ReadAsync(buffer, cancellationToken);
            Count += read;
            return read;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = inner.Read(buffer, offset, count);
            Count += read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
