using System.Text;

namespace JobPilot.Tests.Http;

/// <summary>What the stub server received.</summary>
internal sealed class StubRequest(string method, string target, IReadOnlyDictionary<string, string> headers, byte[] body, int number)
{
    public string Method { get; } = method;

    /// <summary>Path and query as sent.</summary>
    public string Target { get; } = target;

    public string Path => Target.Split('?')[0];

    /// <summary>Headers by name, ignoring case.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; } = headers;

    public string Body => Encoding.UTF8.GetString(body);

    /// <summary>Number of the request at this server, from 1.</summary>
    public int Number { get; } = number;

    public IReadOnlyDictionary<string, string> Query { get; } = target.Contains('?')
        ? target[(target.IndexOf('?') + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .ToDictionary(pair => Uri.UnescapeDataString(pair[0]), pair => pair.Length > 1 ? Uri.UnescapeDataString(pair[1].Replace('+', ' ')) : "")
        : new Dictionary<string, string>();
}
