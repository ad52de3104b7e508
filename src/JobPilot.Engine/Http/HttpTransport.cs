using System.Net;

namespace JobPilot.Engine.Http;

/// <summary>
/// Sends one attempt: builds the message, follows redirects by rules of its own, reads the answer whole. The handler, and with it every socket,
/// is made with the first request. Safe on every thread.
/// </summary>
internal sealed class HttpTransport(HttpSeams seams, TimeProvider time) : IDisposable
{
    private const int MaxRedirects = 5;

    private readonly Lazy<HttpMessageInvoker> _invoker = new(() => new HttpMessageInvoker(seams.CreateHandler()));

    /// <exception cref="FaultException">There is no whole answer; transient where the next attempt may get one.</exception>
    public async ValueTask<SourceResponse> SendAsync(SourceRequest request, SecretMask mask, long maxBytes, CancellationToken cancellationToken)
    {
        var hop = RedirectHop.First(request);
        for (var followed = 0; ; followed++)
        {
            using var message = hop.ToMessage(request);
            using var answer = await SendOnceAsync(message, hop.Url, cancellationToken);
            if (!IsRedirect(answer.StatusCode) || Location(answer) is not { } location)
            {
                return await ReadAsync(answer, maxBytes, cancellationToken);
            }

            if (followed == MaxRedirects)
            {
                throw HttpFaults.Redirect($"{HttpFaults.Place(request.Url)} redirects more than {MaxRedirects} times");
            }

            var next = hop.Follow(location, answer.StatusCode, mask);
            if (!next.SameOriginAs(hop) && await IsInwardsAsync(hop.Url, next.Url, cancellationToken))
            {
                throw HttpFaults.Redirect($"{HttpFaults.Place(hop.Url)} redirects to {HttpFaults.Place(next.Url)}, an address of this machine or its own network");
            }

            hop = next;
        }
    }

    public void Dispose()
    {
        if (_invoker.IsValueCreated)
        {
            _invoker.Value.Dispose();
        }
    }

    private static bool IsRedirect(HttpStatusCode status) => (int)status is 301 or 302 or 303 or 307 or 308;

    private static string? Location(HttpResponseMessage answer) =>
        answer.Headers.NonValidated.TryGetValues("Location", out var values) ? values.FirstOrDefault() : null;

    private async ValueTask<HttpResponseMessage> SendOnceAsync(HttpRequestMessage message, Uri url, CancellationToken cancellationToken)
    {
        try
        {
            return await _invoker.Value.SendAsync(message, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            throw HttpFaults.Of(exception, url);
        }
        catch (IOException exception)
        {
            throw HttpFaults.Cut(exception);
        }
    }

    private async ValueTask<SourceResponse> ReadAsync(HttpResponseMessage answer, long maxBytes, CancellationToken cancellationToken)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated))
        {
            headers[name] = values.ToString();
        }

        var body = await AnswerBody.ReadAsync(answer.Content, headers, maxBytes, cancellationToken);
        return new SourceResponse((int)answer.StatusCode, headers, body, time.GetUtcNow());
    }

    private async ValueTask<bool> IsInwardsAsync(Uri from, Uri to, CancellationToken cancellationToken) =>
        await seams.IsPrivateAsync(to, cancellationToken) == true && await seams.IsPrivateAsync(from, cancellationToken) != true;
}
