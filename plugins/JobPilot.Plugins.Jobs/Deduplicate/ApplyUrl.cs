using System.Buffers;
using JobPilot.Plugins.Jobs.Listing;

namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>Apply addresses without what only tells where the visitor came from.</summary>
internal static class ApplyUrl
{
    private const int ShortestSlug = 16;
    private const int LongestPlain = 1000;
    private const int LongestHost = 63;
    private static readonly SearchValues<char> HostLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-.");
    private static readonly SearchValues<char> PlainLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/?&=+,");

    /// <summary>The addresses of a posting that name it, each once, of the first few that it has.</summary>
    /// <param name="record">A listing.</param>
    /// <param name="words">The words by which postings are written in one way.</param>
    public static List<string> AllOf(Record record, DuplicateWords words)
    {
        var count = CountOf(record);
        var seen = new List<string>(count);
        for (var i = 0; i < count; i++)
        {
            if (At(record, i, words).ToString() is { Length: > 0 } address && !seen.Contains(address))
            {
                seen.Add(address);
            }
        }

        return seen;
    }

    /// <summary>How many addresses of a posting are read.</summary>
    public static int CountOf(Record record) => Math.Min(record.GetCount(ListingPaths.Apply), ApplyPaths.MostUrls);

    /// <summary>One of the addresses; empty where it names no posting.</summary>
    /// <param name="record">A listing.</param>
    /// <param name="index">Below <see cref="CountOf"/>.</param>
    /// <param name="words">The words by which postings are written in one way.</param>
    public static ReadOnlySpan<char> At(Record record, int index, DuplicateWords words) => record.GetString(ApplyPaths.Url(index)) is { } url ? Normalize(url, words) : default;

    /// <summary>Whether an address may be that of many openings, as forms, messengers and pages of jobs are.</summary>
    /// <param name="address">An address in one way.</param>
    /// <param name="words">The words by which postings are written in one way.</param>
    public static bool IsShared(ReadOnlySpan<char> address, DuplicateWords words)
    {
        var end = address.IndexOfAny('/', '?', '#');
        var host = end < 0 ? address : address[..end];
        if (words.SharedHosts.Contains(host))
        {
            return true;
        }

        var page = address[(address.LastIndexOf('/') + 1)..];
        return !address.ContainsAny('?', '#') && words.SharedPages.Contains(page);
    }

    /// <summary>
    /// The address in one way; empty where it is none, or where it names no posting: the careers page of a company is no posting's identity.
    /// </summary>
    public static ReadOnlySpan<char> Normalize(string address, DuplicateWords words)
    {
        var trimmed = address.AsSpan().Trim();
        if (TryPlain(trimmed, out var host, out var path, out var query))
        {
            return Join(trimmed, host, path, Query(query, words), "");
        }

        if (!Uri.TryCreate(trimmed.ToString(), UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            return default;
        }

        var route = uri.Fragment.StartsWith("#/", StringComparison.Ordinal) || uri.Fragment.StartsWith("#!", StringComparison.Ordinal) ? uri.Fragment : "";
        return Join(default, uri.IdnHost.ToLowerInvariant(), uri.AbsolutePath, Query(uri.Query, words), route);
    }

    /// <summary>Puts together what names a posting. Of an address that is only cut at its ends, as most are, it is a part.</summary>
    private static ReadOnlySpan<char> Join(ReadOnlySpan<char> address, ReadOnlySpan<char> host, ReadOnlySpan<char> path, string query, string route)
    {
        host = host.StartsWith("www.") ? host[4..] : host;
        path = path.TrimEnd('/');
        var slug = path[(path.LastIndexOf('/') + 1)..];
        if (slug.Length < ShortestSlug && !path.ContainsAnyInRange('0', '9') && !query.AsSpan().ContainsAnyInRange('0', '9') && !route.AsSpan().ContainsAnyInRange('0', '9'))
        {
            return default;
        }

        return query.Length + route.Length == 0 && address.Overlaps(host, out var start) ? address.Slice(start, host.Length + path.Length) : $"{host}{path}{query}{route}";
    }

    /// <summary>
    /// Takes an address apart that any reader leaves as it is: a name in small letters without port, and nothing that is escaped, resolved or cut.
    /// False for all others, which <see cref="Uri"/> reads.
    /// </summary>
    private static bool TryPlain(ReadOnlySpan<char> address, out ReadOnlySpan<char> host, out ReadOnlySpan<char> path, out ReadOnlySpan<char> query)
    {
        host = path = query = default;
        var start = address.StartsWith("https://") ? 8 : address.StartsWith("http://") ? 7 : 0;
        if (start == 0 || address.Length > LongestPlain || address[start..].ContainsAnyExcept(PlainLetters) || address.Contains("..", StringComparison.Ordinal)
            || address.Contains("/.", StringComparison.Ordinal) || address.Contains("./", StringComparison.Ordinal) || address.Contains("--", StringComparison.Ordinal) || address[^1] == '.')
        {
            return false;
        }

        var rest = address[start..];
        var slash = rest.IndexOf('/');
        var question = rest.IndexOf('?');
        if (slash <= 0 || (question >= 0 && question < slash))
        {
            return false;
        }

        host = rest[..slash];
        path = question < 0 ? rest[slash..] : rest[slash..question];
        query = question < 0 ? default : rest[question..];
        var top = host[(host.LastIndexOf('.') + 1)..];
        return host.Length <= LongestHost && host.Contains('.') && !host.ContainsAnyExcept(HostLetters) && char.IsAsciiLetterLower(host[0]) && top.Length > 1
            && !top.ContainsAnyExceptInRange('a', 'z') && host.IndexOf("-.") < 0 && host.IndexOf(".-") < 0;
    }

    private static string Query(ReadOnlySpan<char> query, DuplicateWords words)
    {
        if (query.Length < 2)
        {
            return "";
        }

        List<string>? kept = null;
        foreach (var range in query[1..].Split('&'))
        {
            var pair = query[1..][range];
            var equals = pair.IndexOf('=');
            var name = equals < 0 ? pair : pair[..equals];
            if (name.Length > 0 && !name.StartsWith("utm_", StringComparison.OrdinalIgnoreCase) && !words.Tracking.Contains(name))
            {
                (kept ??= []).Add(pair.ToString());
            }
        }

        kept?.Sort(StringComparer.Ordinal);
        return kept is null ? "" : "?" + string.Join('&', kept);
    }
}
