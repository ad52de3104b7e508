using System.Net;
using System.Net.Http.Headers;

namespace JobPilot.Engine.Http;

/// <summary>One address on the way of a request, and what may be sent to it. Immutable.</summary>
internal sealed class RedirectHop
{
    private static readonly string[] PersonalHeaders = ["Authorization", "Proxy-Authorization", "Cookie"];

    private RedirectHop(Uri url, HttpMethod method, bool withBody, bool trusted)
    {
        Url = url;
        Method = method;
        WithBody = withBody;
        Trusted = trusted;
    }

    /// <summary>Address without the secret part of its query.</summary>
    public Uri Url { get; }

    private HttpMethod Method { get; }

    private bool WithBody { get; }

    /// <summary>Whether the way never left the origin of the request; once it has, no secret is sent any more.</summary>
    private bool Trusted { get; }

    public static RedirectHop First(SourceRequest request) => new(request.Url, request.Method, !request.Body.IsEmpty, trusted: true);

    public bool SameOriginAs(RedirectHop other) => IsSameOrigin(Url, other.Url);

    public RedirectHop Follow(string location, HttpStatusCode status, SecretMask mask)
    {
        if (!Uri.TryCreate(Url, location, out var target) || (target.Scheme != Uri.UriSchemeHttp && target.Scheme != Uri.UriSchemeHttps))
        {
            throw HttpFaults.Redirect($"{HttpFaults.Place(Url)} redirects to something that is neither an http nor an https address");
        }

        var sameOrigin = IsSameOrigin(Url, target);
        if (!sameOrigin && mask.IsIn(location))
        {
            throw HttpFaults.Redirect($"{HttpFaults.Place(Url)} redirects to another origin with the secret in the address");
        }

        var becomesGet = status == HttpStatusCode.SeeOther
            ? Method != HttpMethod.Head
            : (int)status is 301 or 302 && Method == HttpMethod.Post;
        return new RedirectHop(target, becomesGet ? HttpMethod.Get : Method, WithBody && !becomesGet, Trusted && sameOrigin);
    }

    /// <exception cref="FaultException">A secret holds a character that cannot be sent.</exception>
    public HttpRequestMessage ToMessage(SourceRequest request)
    {
        var message = new HttpRequestMessage(Method, Trusted ? WithSecrets(request) : Url)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        if (WithBody)
        {
            message.Content = new ReadOnlyMemoryContent(request.Body);
            message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(request.ContentType);
        }

        foreach (var (name, value) in request.Headers)
        {
            if (Trusted || !PersonalHeaders.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                message.Headers.TryAddWithoutValidation(name, value);
            }
        }

        foreach (var (name, secret) in Trusted ? request.SecretHeaders : new Dictionary<string, Secret>())
        {
            var value = secret.Reveal().Trim();
            if (value.Any(character => character is < ' ' or > '~'))
            {
                throw new FaultException(FaultKind.Unavailable, $"The secret for the header {name} holds a character that no header can carry.")
                {
                    Code = HttpErrorCodes.BadSecret,
                    Fix = "Copy the key again, without line breaks or quotes.",
                };
            }

            message.Headers.TryAddWithoutValidation(name, value);
        }

        AddDefault(message, "User-Agent", "JobPilot.Framework/1.0");
        AddDefault(message, "Accept-Encoding", "gzip, br");
        return message;
    }

    private static void AddDefault(HttpRequestMessage message, string name, string value)
    {
        if (!message.Headers.NonValidated.Contains(name))
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private static bool IsSameOrigin(Uri left, Uri right) =>
        left.Scheme == right.Scheme && left.Port == right.Port && left.IdnHost.Equals(right.IdnHost, StringComparison.OrdinalIgnoreCase);

    private Uri WithSecrets(SourceRequest request)
    {
        var present = Url.Query.TrimStart('?').Split('&').Select(pair => Uri.UnescapeDataString(pair.Split('=')[0])).ToHashSet();
        var secrets = request.SecretQuery.Where(secret => !present.Contains(secret.Key))
            .Select(secret => $"{Uri.EscapeDataString(secret.Key)}={Uri.EscapeDataString(secret.Value.Reveal())}")
            .ToList();
        if (secrets.Count == 0)
        {
            return Url;
        }

        var query = Url.Query.Length > 1 ? $"{Url.Query}&" : "?";
        return new Uri($"{Url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)}{query}{string.Join('&', secrets)}");
    }
}
