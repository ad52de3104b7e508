using System.IO.Compression;
using System.Text;

namespace JobPilot.Tests.Http;

/// <summary>An answer of the stub server, which may misbehave.</summary>
internal sealed class StubAnswer
{
    public int Status { get; init; } = 200;

    public Dictionary<string, string> Headers { get; init; } = [];

    public byte[] Body { get; init; } = [];

    public string? ContentType { get; init; } = "application/json";

    /// <summary>Content-Length to declare; the true one by default, none where negative.</summary>
    public long? DeclaredLength { get; init; }

    /// <summary>Bytes of the body after which the connection is cut.</summary>
    public int? CutAfter { get; init; }

    /// <summary>Sends the body again and again, without an end.</summary>
    public bool Endless { get; init; }

    /// <summary>Cuts the connection without any answer.</summary>
    public bool Silent { get; init; }

    /// <summary>Ends the connection in order, without any answer.</summary>
    public bool Ends { get; init; }

    /// <summary>What to wait for before answering.</summary>
    public Task WaitFor { get; set; } = Task.CompletedTask;

    /// <summary>Never answers; holds the connection until the server is disposed.</summary>
    public bool Hang { get; init; }

    /// <summary>Sends the headers and the first byte, then nothing more until the server is disposed.</summary>
    public bool HangInBody { get; init; }

    public static StubAnswer Json(string json, int status = 200) => new() { Status = status, Body = Encoding.UTF8.GetBytes(json) };

    public static StubAnswer Html(string html, int status = 200) =>
        new() { Status = status, Body = Encoding.UTF8.GetBytes(html), ContentType = "text/html; charset=utf-8" };

    public static StubAnswer Redirect(string location, int status = 302) => new() { Status = status, Headers = { ["Location"] = location } };

    public static StubAnswer Gzip(byte[] body) => new() { Body = Compress(body), Headers = { ["Content-Encoding"] = "gzip" } };

    private static byte[] Compress(byte[] body)
    {
        var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Optimal))
        {
            gzip.Write(body);
        }

        return buffer.ToArray();
    }
}
