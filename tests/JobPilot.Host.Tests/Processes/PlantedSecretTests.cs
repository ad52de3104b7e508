using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using JobPilot.Host.Tests.Commands;
using JobPilot.Tests.Http;

namespace JobPilot.Host.Tests.Processes;

/// <summary>
/// Invariant 9 in the real process: a key is planted in each place where one can come in, the source throws it back in every way it can, and nothing that
/// is written or printed holds it.
/// </summary>
public sealed class PlantedSecretTests
{
    private const string UrlKey = "url.S3cret~pl4nted";
    private const string Key = "pl4nted-\"S3cret\"/key+of=the&test";

    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var echo in new[] { "refusal", "error_page", "redirect", "dead_letter", "cursor", "header", "not_json" })
        {
            cases.Add("environment", echo);
        }

        foreach (var place in new[] { "url_path", "url_user" })
        {
            cases.Add(place, "refusal");
            cases.Add(place, "dead_letter");
            cases.Add(place, "error_page");
        }

        foreach (var place in new[] { "dotenv", "file", "set", "option", "default" })
        {
            cases.Add(place, "refusal");
            cases.Add(place, "dead_letter");
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Run_SourceThrowsTheKeyBack_NothingHoldsIt(string place, string echo) // Invariant 9
    {
        await using var server = new StubServer(request => Answer(echo, request));
        using var host = new HostRun();
        var pipeline = Plant(host, place, server.Url);
        var text = new StringBuilder();
        var thorough = place == "environment";
        foreach (var verb in thorough ? new[] { "validate", "plan", "doctor", "preview", "run" } : ["plan", "run"])
        {
            foreach (var format in thorough ? new[] { "text", "json" } : ["json"])
            {
                text.Append(await StartAsync(host, place, [verb, pipeline, "--format", format, "--log-level", "trace"], verb));
            }
        }

        Assert.NotEmpty(server.Requests);
        Assert.Contains(server.Requests, request => request.Headers.GetValueOrDefault("X-RapidAPI-Key") == Key);
        AssertClean("output", text.ToString());
        foreach (var path in Directory.EnumerateFiles(host.WorkingDirectory, "*", SearchOption.AllDirectories))
        {
            if (Path.GetFileName(path) is not ("secret.yaml" or "key.txt" or "urlkey.txt" or ".env"))
            {
                AssertClean(Path.GetRelativePath(host.WorkingDirectory, path), Encoding.UTF8.GetString(await ReadAsync(path)));
            }
        }

        Assert.Contains(Directory.EnumerateFiles(host.WorkingDirectory, "*.jsonl.gz", SearchOption.AllDirectories), path => new FileInfo(path).Length > 100);

        if (echo == "dead_letter")
        {
            Assert.Contains("posting of", await File.ReadAllTextAsync(Path.Combine(host.WorkingDirectory, "dead.jsonl")), StringComparison.Ordinal);
        }
    }

    /// <summary>What is kept of answers is compressed, and looked at as what it is.</summary>
    private static async Task<byte[]> ReadAsync(string path)
    {
        if (!path.EndsWith(".gz", StringComparison.Ordinal))
        {
            return await File.ReadAllBytesAsync(path);
        }

        using var gzip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var text = new MemoryStream();
        await gzip.CopyToAsync(text);
        Assert.NotEqual(0, text.Length);
        return text.ToArray();
    }

    private static void AssertClean(string where, string text)
    {
        foreach (var form in new[] { Key, Key.Replace("\"", "\\\"", StringComparison.Ordinal), Key.Replace("\"", "\\u0022", StringComparison.Ordinal), Uri.EscapeDataString(Key), "S3cret" })
        {
            var at = text.IndexOf(form, StringComparison.Ordinal);
            Assert.True(at < 0, at < 0 ? "" : $"{where} holds the key: …{text[Math.Max(0, at - 100)..Math.Min(text.Length, at + 60)]}…");
        }
    }

    private static StubAnswer Answer(string echo, StubRequest request)
    {
        var key = request.Headers.GetValueOrDefault("X-RapidAPI-Key", "none");
        var json = System.Text.Json.JsonSerializer.Serialize(key);
        return echo switch
        {
            "refusal" => StubAnswer.Json($"{{\"message\":\"The key {System.Text.Json.JsonEncodedText.Encode(key)} is not subscribed, {System.Text.Json.JsonEncodedText.Encode(Uri.EscapeDataString(key))}\"}}", 403),
            "error_page" => StubAnswer.Html($"<h1>Error for {key}</h1>", 500),
            "redirect" => StubAnswer.Redirect($"http://127.0.0.2:9/moved?key={Uri.EscapeDataString(key)}"),
            "dead_letter" => StubAnswer.Json($"{{\"status\":\"OK\",\"data\":{{\"jobs\":[{{\"text\":\"posting of\",\"key\":{json}}},{{\"job_id\":\"1\",\"job_title\":{json}}},{json}],\"cursor\":null}}}}"),
            "cursor" => StubAnswer.Json($"{{\"status\":\"OK\",\"data\":{{\"jobs\":[{{\"job_id\":\"{request.Number}\"}}],\"cursor\":{json}}}}}"),
            "header" => new StubAnswer { Status = 429, Headers = { ["X-Echo"] = key, ["Retry-After"] = "0", ["Set-Cookie"] = $"key={key}" }, Body = Encoding.UTF8.GetBytes(json) },
            _ => StubAnswer.Json($"{{\"key\": {key}"),
        };
    }

    private static string Plant(HostRun host, string place, Uri url)
    {
        var yaml = (string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";
        var option = place switch
        {
            "environment" => yaml("${env:PLANTED_KEY}"),
            "dotenv" => yaml("${env:DOTENV_KEY}"),
            "file" => yaml("${file:key.txt}"),
            "option" or "url_path" or "url_user" => yaml(Key),
            "default" => yaml($"${{env:ABSENT_KEY:-{Key}}}"),
            _ => "''",
        };
        var address = place switch
        {
            "url_path" => url + "for/${file:urlkey.txt}",
            "url_user" => url.ToString().Replace("http://", $"http://cook:{UrlKey}@", StringComparison.Ordinal),
            _ => url.ToString(),
        };
        host.Write("urlkey.txt", UrlKey);
        host.Write("key.txt", Key);
        host.Write(".env", $"DOTENV_KEY='{Key}'\n");
        return host.Write("secret.yaml", $$"""
            version: 1
            name: secret
            settings: { state: state, dead_letters: dead.jsonl, max_retries: 1, max_reject_share: 1 }
            collectors:
              - type: jsearch
                options: { api_key: {{option}}, base_url: "{{address}}", shop: rapidapi, max_retries: 0, cache_lifetime: 0s, searches: [{ query: cook, pages: 3 }] }
            processors:
              - { type: assert, options: { expectations: [{ field: job_publisher, not_null: true, then: reject }] } }
            sinks:
              - { type: litedb, options: { path: jobs.db, key: job_id } }
              - { type: jsonl, options: { path: jobs.jsonl } }
            """);
    }

    private static async Task<string> StartAsync(HostRun host, string place, string[] args, string verb)
    {
        var set = place == "set" ? new[] { "--set", $"collectors[0].options.api_key={Key}" } : [];
        var start = new ProcessStartInfo(Path.Combine(HostRun.BuiltHost, "jobpilot-host"), [.. args, .. set, "--log-file", $"{verb}.log"])
        {
            WorkingDirectory = host.WorkingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (place == "environment")
        {
            start.Environment["PLANTED_KEY"] = Key;
        }

        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(timeout.Token);
        return $"== {string.Join(' ', args)}: {process.ExitCode}\n{await output}\n{await error}\n";
    }
}
