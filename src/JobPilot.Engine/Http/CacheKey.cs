using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace JobPilot.Engine.Http;

/// <summary>Names a request in the response cache by a hash of its method, address, public headers and body. Secrets are no part of it.</summary>
internal static class CacheKey
{
    public static string Of(SourceRequest request)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, request.Method.Method);
        Add(hash, request.Url.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped));
        foreach (var (name, value) in request.Headers.OrderBy(header => header.Key, StringComparer.OrdinalIgnoreCase))
        {
            Add(hash, name.ToLowerInvariant());
            Add(hash, value);
        }

        if (!request.Body.IsEmpty)
        {
            Add(hash, request.ContentType);
            Add(hash, request.Body.Span);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Add(IncrementalHash hash, string text) => Add(hash, Encoding.UTF8.GetBytes(text));

    private static void Add(IncrementalHash hash, ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, part.Length);
        hash.AppendData(length);
        hash.AppendData(part);
    }
}
