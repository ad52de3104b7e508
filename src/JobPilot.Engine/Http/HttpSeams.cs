using System.Net;
using System.Net.Sockets;

namespace JobPilot.Engine.Http;

/// <summary>Where the client touches the network; tests put their own in place.</summary>
internal sealed class HttpSeams
{
    /// <summary>Makes the handler that opens sockets; called with the first request.</summary>
    public Func<HttpMessageHandler> CreateHandler { get; init; } = CreateSocketsHandler;

    /// <summary>Asks for the addresses of a host.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    public static SocketsHttpHandler CreateSocketsHandler() => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(15),
        MaxResponseHeadersLength = 64,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        PlaintextStreamFilter = static (context, _) => new ValueTask<Stream>(new OneSendStream(context.PlaintextStream)),
    };

    /// <summary>Whether a host is private; null where its name is unknown here, as behind a proxy.</summary>
    public async ValueTask<bool?> IsPrivateAsync(Uri url, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(url.DnsSafeHost, out var literal))
        {
            return PrivateAddresses.Contains(literal);
        }

        if (PrivateAddresses.IsPrivateName(url.DnsSafeHost))
        {
            return true;
        }

        try
        {
            var addresses = await Resolve(url.DnsSafeHost, cancellationToken);
            return addresses.Length == 0 ? null : Array.Exists(addresses, PrivateAddresses.Contains);
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
