using System.Security.Cryptography;
using System.Text;

namespace JobPilot.Plugins.JSearch;

/// <summary>Where the API is and how the key is shown to it. Immutable.</summary>
internal sealed class JSearchAccess
{
    private const string RapidApiHost = "jsearch.p.rapidapi.com";
    private const string NinjaPrefix = "ak_";

    private readonly Secret _key;
    private readonly string _baseUrl;

    public JSearchAccess(JSearchOptions options)
    {
        _key = new Secret(options.ApiKey.Reveal().Trim());
        var hasNinjaKey = _key.Reveal().StartsWith(NinjaPrefix, StringComparison.Ordinal);
        var told = options.Shop != JSearchShop.Auto ? options.Shop : ShopOf(options.BaseUrl);
        Shop = told ?? (hasNinjaKey ? JSearchShop.Openwebninja : JSearchShop.Rapidapi);
        KeyLooksForeign = !_key.IsEmpty && hasNinjaKey != (Shop == JSearchShop.Openwebninja);
        _baseUrl = options.BaseUrl?.TrimEnd('/')
            ?? (Shop == JSearchShop.Openwebninja ? "https://api.openwebninja.com/jsearch" : $"https://{RapidApiHost}");
    }

    /// <summary>Address without a path.</summary>
    public Uri BaseUrl => new(_baseUrl);

    /// <summary>Never <see cref="JSearchShop.Auto"/>.</summary>
    public JSearchShop Shop { get; }

    /// <summary>Whether the key looks like one of the other shop.</summary>
    public bool KeyLooksForeign { get; }

    /// <summary>Name of the budget that the key draws on; a short hash tells keys apart and gives none away.</summary>
    public string Account
    {
        get
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"jsearch budget {_key.Reveal()}")));
            return $"jsearch/{Shop.ToString().ToLowerInvariant()}/{hash[..8]}";
        }
    }

    /// <summary>The shop whose host an address names; null for any other host.</summary>
    public static JSearchShop? ShopOf(string? baseUrl)
    {
        if (!Uri.TryCreate(baseUrl, UriKind.Absolute, out var url))
        {
            return null;
        }

        return IsUnder(url.Host, "rapidapi.com") ? JSearchShop.Rapidapi
            : IsUnder(url.Host, "openwebninja.com") ? JSearchShop.Openwebninja
            : null;
    }

    /// <summary>Says why no call can succeed; null where one may.</summary>
    public FaultException? Problem()
    {
        if (_key.IsEmpty)
        {
            return new FaultException(FaultKind.Unavailable, "JSearch needs a key, and api_key is empty.")
            {
                Code = JSearchErrorCodes.NoKey,
                Fix = "Set the environment variable RAPIDAPI_KEY to a key from rapidapi.com or openwebninja.com (both have a free plan), or write api_key.",
            };
        }

        return KeyLooksForeign && Shop == JSearchShop.Rapidapi
            ? new FaultException(FaultKind.Unavailable, "The key is one of OpenWeb Ninja (it begins with ak_), but RapidAPI is to be called, which does not know it.")
            {
                Code = JSearchErrorCodes.WrongShop,
                Fix = "Set shop: openwebninja and leave base_url out, or use a key from RapidAPI.",
            }
            : null;
    }

    public SourceRequest Request(string path, IEnumerable<KeyValuePair<string, string>> parameters, int cost)
    {
        var query = string.Join('&', parameters.Select(parameter => $"{parameter.Key}={Uri.EscapeDataString(parameter.Value)}"));
        var url = new Uri($"{_baseUrl}{path}?{query}");
        return Shop == JSearchShop.Openwebninja
            ? new SourceRequest(url) { SecretHeaders = new Dictionary<string, Secret> { ["x-api-key"] = _key }, Cost = cost }
            : new SourceRequest(url)
            {
                Headers = new Dictionary<string, string> { ["X-RapidAPI-Host"] = IsUnder(url.Host, "rapidapi.com") ? url.Host : RapidApiHost },
                SecretHeaders = new Dictionary<string, Secret> { ["X-RapidAPI-Key"] = _key },
                Cost = cost,
            };
    }

    private static bool IsUnder(string host, string domain) =>
        host.Equals(domain, StringComparison.OrdinalIgnoreCase) || host.EndsWith($".{domain}", StringComparison.OrdinalIgnoreCase);
}
