namespace JobPilot.Host;

/// <summary>Takes secrets out of text that is about to be shown or kept. Safe on every thread.</summary>
internal sealed class SecretRedactor
{
    /// <summary>Shorter values occur inside ordinary words and would only blur the text; they are masked where they stand alone.</summary>
    private const int LeastInside = 4;

    private volatile string[] _secrets = [];

    public void Add(IEnumerable<string> secrets) => _secrets =
    [
        .. _secrets.Concat(secrets).SelectMany(secret => new[] { secret, Uri.EscapeDataString(secret) }).Where(secret => secret.Length > 0)
            .Distinct(StringComparer.Ordinal).OrderByDescending(secret => secret.Length),
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
