using System.Collections.Concurrent;
using JobPilot.Hosting;

namespace JobPilot.Tests.Http;

/// <summary>Keeps answers in memory.</summary>
internal sealed class MemoryResponses : IResponseCache
{
    private readonly ConcurrentDictionary<string, (SourceResponse Response, DateTimeOffset ExpiresAt)> _kept = new();

    public IReadOnlyDictionary<string, (SourceResponse Response, DateTimeOffset ExpiresAt)> Kept => _kept;

    public ValueTask<SourceResponse?> GetAsync(string key, DateTimeOffset now, CancellationToken cancellationToken) =>
        new(_kept.TryGetValue(key, out var kept) && kept.ExpiresAt > now ? kept.Response : null);

    public ValueTask PutAsync(string key, SourceResponse response, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        _kept[key] = (response, expiresAt);
        return default;
    }
}
