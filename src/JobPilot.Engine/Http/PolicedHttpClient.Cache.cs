namespace JobPilot.Engine.Http;

internal sealed partial class PolicedHttpClient
{
    /// <summary>A kept answer that the policy still accepts: what an older version of the component accepted may no longer do.</summary>
    private async ValueTask<SourceResponse?> FindCachedAsync(string key, SourceRequest request, CancellationToken cancellationToken)
    {
        if (await _services.Cache.GetAsync(key, _services.Time.GetUtcNow(), cancellationToken) is not { } kept)
        {
            return null;
        }

        var response = new SourceResponse(kept.Status, kept.Headers, kept.Body, kept.RetrievedAt) { FromCache = true };
        if ((Policy.Classify ?? DefaultClassifier.Classify)(response) is not null)
        {
            return null;
        }

        _traffic.CountFromCache();
        LogFromCache(_traffic.Logger, request.Method.Method, HttpFaults.Place(request.Url), response.RetrievedAt);
        return response;
    }

    private async ValueTask KeepAsync(string key, SourceResponse response, CancellationToken cancellationToken)
    {
        var headers = response.Headers.Where(header => !header.Key.StartsWith("Set-Cookie", StringComparison.OrdinalIgnoreCase))
            .ToDictionary(StringComparer.OrdinalIgnoreCase);
        await _services.Cache.PutAsync(
            key,
            new SourceResponse(response.Status, headers, response.Body, response.RetrievedAt),
            response.RetrievedAt + Policy.CacheLifetime!.Value,
            cancellationToken);
    }
}
