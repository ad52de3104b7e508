using System.Text.Encodings.Web;
using System.Text.Json;

namespace JobPilot.Host;

/// <summary>Takes secrets out of text that is about to be shown or kept. Safe on every thread.</summary>
internal sealed class SecretRedactor
{
    /// <summary>Shorter values occur inside ordinary words and would only blur the text; they are masked where they stand alone.</summary>
    private const int LeastInside = 4;

    private volatile string[] _secrets = [];

    public void Add(IEnumerable<string> secrets) => _secrets =
    [
        .. _secrets.Concat(secrets).SelectMany(Forms).Where(secret => secret.Length > 0)
            .Distinct(StringComparer.Ordinal).OrderByDescending(secret => secret.Length),
    ];

    /// <summary>A secret as it is, in an address, and in JSON: as strict writers escape it and as others do.</summary>
    private static IEnumerable<string> Forms(string secret) =>
    [
        secret, Uri.EscapeDataString(secret), JsonEncodedText.Encode(secret).Value, JsonEncodedText.Encode(secret, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value,
    ];

    public string Redact(string text)
    {
        foreach (var secret in _secrets)
        {
            text = secret.Length >= LeastInside
                ? text.Replace(secret, Secret.Mask, StringComparison.Ordinal)
                : text == secret ? Secret.Mask : text;
        }

        return text;
    }
}
