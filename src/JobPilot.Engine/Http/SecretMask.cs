using System.Text.Json;

namespace JobPilot.Engine.Http;

/// <summary>Knows a request's secrets, so that nothing that quotes them gets out. Invariant 9.</summary>
internal sealed class SecretMask
{
    private readonly string[] _secrets;

    public SecretMask(SourceRequest request)
    {
        var secrets = request.SecretHeaders.Values.Concat(request.SecretQuery.Values)
            .Where(secret => !secret.IsEmpty)
            .Select(secret => secret.Reveal());
        _secrets = [.. secrets.SelectMany(secret => Forms(secret)).Distinct().OrderByDescending(text => text.Length)];
    }

    /// <summary>As it is sent, in an address, and in JSON by either habit.</summary>
    private static string[] Forms(string secret) =>
        [secret, secret.Trim(), Uri.EscapeDataString(secret), JsonEncodedText.Encode(secret).ToString(), secret.Replace("/", @"\/", StringComparison.Ordinal)];

    public bool IsIn(string text) => Array.Exists(_secrets, secret => text.Contains(secret, StringComparison.Ordinal));

    public bool IsIn(ReadOnlySpan<byte> text)
    {
        foreach (var secret in _secrets)
        {
            if (text.IndexOf(System.Text.Encoding.UTF8.GetBytes(secret)) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    public string Apply(string text) => _secrets.Aggregate(text, (masked, secret) => masked.Replace(secret, Secret.Mask, StringComparison.Ordinal));

    /// <summary>Returns the fault itself, or one without the secrets that it quotes; its cause is then left out.</summary>
    public FaultException Apply(FaultException fault)
    {
        if (!IsIn(fault.ToString()) && !(fault.Fix is { } fix && IsIn(fix)))
        {
            return fault;
        }

        return new FaultException(fault.Kind, Apply(fault.Message))
        {
            Code = fault.Code,
            Fix = fault.Fix is null ? null : Apply(fault.Fix),
            RetryAfter = fault.RetryAfter,
            SkipTo = fault.SkipTo,
        };
    }
}
