using System.Text;
using System.Text.Json;

namespace JobPilot.Engine.Http.Landing;

/// <summary>Writes the entries of a landing as JSON, without secrets. Invariant 9.</summary>
internal static class LandingText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What is not kept: it lets its holder in.</summary>
    private static readonly string[] Withheld = ["Set-Cookie", "Set-Cookie2", "Authorization", "Proxy-Authorization", "Cookie", "WWW-Authenticate"];

    public static byte[] Run(RunInfo run) => Write("run", json =>
    {
        json.WriteNumber("version", 1);
        json.WriteString("run_id", run.Id);
        json.WriteString("pipeline", run.Pipeline);
        json.WriteString("environment", run.Environment);
        json.WriteString("started_at", run.StartedAt);
        if (run.Limit is { } limit)
        {
            json.WriteNumber("limit", limit);
        }
    });

    public static byte[] Read(string collector, SplitRead read, Func<string, string> mask) => Write("read", json =>
    {
        json.WriteString("collector", collector);
        json.WriteString("split", read.Split.Id);
        json.WriteString("as_of", read.AsOf);
        WriteText(json, "after", read.After?.Value, mask);
        WriteTime(json, "high_water", read.Bookmark?.HighWater);
        WriteText(json, "token", read.Bookmark?.Token, mask);
        WriteTime(json, "since", read.Since);
        WriteTime(json, "until", read.Until);
    });

    public static byte[] Response(string component, string key, SourceRequest request, SourceResponse response, Func<string, string> mask) => Write("response", json =>
    {
        WriteCall(json, component, key, response.RetrievedAt, request, mask);
        json.WriteNumber("status", response.Status);
        if (response.FromCache)
        {
            json.WriteBoolean("from_cache", true);
        }

        WriteHeaders(json, response.Headers, mask);
        WriteBody(json, response.Body.Span, mask);
    });

    public static byte[] Failure(string component, string key, SourceRequest request, FaultException fault, DateTimeOffset at, Func<string, string> mask) => Write("failure", json =>
    {
        WriteCall(json, component, key, at, request, mask);
        json.WriteStartObject("fault");
        json.WriteString("kind", fault.Kind.ToString());
        json.WriteString("code", fault.Code);
        json.WriteString("message", mask(fault.Message));
        WriteText(json, "fix", fault.Fix, mask);
        json.WriteEndObject();
    });

    public static byte[] End(string outcome, DateTimeOffset at) => Write("end", json =>
    {
        json.WriteString("outcome", outcome);
        json.WriteString("at", at);
    });

    private static byte[] Write(string kind, Action<Utf8JsonWriter> write)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, RecordJson.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteString("kind", kind);
            write(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteCall(Utf8JsonWriter json, string component, string key, DateTimeOffset at, SourceRequest request, Func<string, string> mask)
    {
        json.WriteString("component", component);
        json.WriteString("key", key);
        json.WriteString("at", at);
        json.WriteStartObject("request");
        json.WriteString("method", request.Method.Method);
        json.WriteString("url", mask(WithoutUser(request.Url)));
        WriteHeaders(json, request.Headers, mask);
        if (!request.Body.IsEmpty)
        {
            json.WriteString("content_type", request.ContentType);
            WriteBody(json, request.Body.Span, mask);
        }

        json.WriteEndObject();
    }

    private static string WithoutUser(Uri url) => url.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped);

    private static void WriteHeaders(Utf8JsonWriter json, IReadOnlyDictionary<string, string> headers, Func<string, string> mask)
    {
        json.WriteStartObject("headers");
        foreach (var (name, value) in headers)
        {
            if (!Withheld.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                json.WriteString(name, mask(value));
            }
        }

        json.WriteEndObject();
    }

    /// <summary>Text stays text; what is no UTF-8 is written in base64, byte by byte as it came.</summary>
    private static void WriteBody(Utf8JsonWriter json, ReadOnlySpan<byte> body, Func<string, string> mask)
    {
        try
        {
            json.WriteString("body", mask(Strict.GetString(body)));
        }
        catch (DecoderFallbackException)
        {
            json.WriteBase64String("body_base64", Encoding.Latin1.GetBytes(mask(Encoding.Latin1.GetString(body))));
        }
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? value, Func<string, string> mask)
    {
        if (value is not null)
        {
            json.WriteString(name, mask(value));
        }
    }

    private static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? value)
    {
        if (value is { } at)
        {
            json.WriteString(name, at);
        }
    }
}
