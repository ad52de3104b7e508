namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>Apply addresses without what only tells where the visitor came from.</summary>
internal static class ApplyUrl
{
    private const int ShortestSlug = 16;
    private static readonly HashSet<string> Tracking = new(StringComparer.OrdinalIgnoreCase)
    {
        "gclid", "fbclid", "msclkid", "dclid", "ref", "refid", "referrer", "referer", "trk", "trackingid", "tracking", "src", "source", "mc_cid", "mc_eid", "gh_src",
        "lever-source", "lever-origin", "lever-source[]", "iis", "iisn", "mode", "jobboard", "_hsenc", "_hsmi", "igshid", "cid", "campaign", "campaignid", "cmp", "sid",
        "rx_source", "rx_campaign", "rx_medium", "rx_group", "rx_job", "rx_viewer", "urlhash", "position", "pagenum", "originaltref", "from", "partner", "medium", "ss",
    };

    /// <summary>
    /// The address in one way; null where it is none, or where it names no posting: the careers page of a company is no posting's identity.
    /// </summary>
    public static string? Normalize(string address)
    {
        if (!Uri.TryCreate(address.Trim(), UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            return null;
        }

        var host = uri.IdnHost.ToLowerInvariant();
        host = host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;
        var path = uri.AbsolutePath.TrimEnd('/');
        var query = Query(uri.Query);
        var route = uri.Fragment.StartsWith("#/", StringComparison.Ordinal) || uri.Fragment.StartsWith("#!", StringComparison.Ordinal) ? uri.Fragment : "";
        var names = path + query + route;
        var slug = path[(path.LastIndexOf('/') + 1)..];
        return slug.Length >= ShortestSlug || names.AsSpan().ContainsAnyInRange('0', '9') ? $"{host}{path}{query}{route}" : null;
    }

    private static string Query(string query)
    {
        if (query.Length < 2)
        {
            return "";
        }

        List<string>? kept = null;
        foreach (var range in query.AsSpan(1).Split('&'))
        {
            var pair = query.AsSpan(1)[range];
            var equals = pair.IndexOf('=');
            var name = (equals < 0 ? pair : pair[..equals]).ToString();
            if (name.Length > 0 && !name.StartsWith("utm_", StringComparison.OrdinalIgnoreCase) && !Tracking.Contains(name))
            {
                (kept ??= []).Add(pair.ToString());
            }
        }

        kept?.Sort(StringComparer.Ordinal);
        return kept is null ? "" : "?" + string.Join('&', kept);
    }
}
