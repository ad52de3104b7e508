using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace JobPilot.Tests;

/// <summary>
/// Compares text with a file beside the test, named as Verify names it: <c>Type.Method.verified.txt</c>. A difference or a missing file leaves
/// <c>Type.Method.received.txt</c> and fails. Set UPDATE_SNAPSHOTS=1 to accept what is received (never in CI).
/// </summary>
internal static class Snapshot
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Compares JSON, indented and in the given order of fields.</summary>
    public static void MatchJson(JsonNode? actual, string? parameters = null, [CallerFilePath] string file = "", [CallerMemberName] string method = "") =>
        Match(JsonSerializer.Serialize(actual, Indented), parameters, "json", file, method);

    /// <summary>Compares text; line ends and trailing white space at the end of the file do not count.</summary>
    public static void Match(
        string actual, string? parameters = null, string extension = "txt", [CallerFilePath] string file = "", [CallerMemberName] string method = "")
    {
        var name = $"{Path.GetFileNameWithoutExtension(file)}.{method}{(parameters is null ? "" : $"_{parameters}")}";
        var folder = Path.GetDirectoryName(file)!;
        var verifiedPath = Path.Combine(folder, $"{name}.verified.{extension}");
        var receivedPath = Path.Combine(folder, $"{name}.received.{extension}");
        var received = Normalize(actual);
        var verified = File.Exists(verifiedPath) ? Normalize(File.ReadAllText(verifiedPath)) : null;
        if (received == verified)
        {
            File.Delete(receivedPath);
            return;
        }

        var inCi = Environment.GetEnvironmentVariable("CI") is { Length: > 0 };
        if (!inCi && Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(verifiedPath, received, new UTF8Encoding(false));
            File.Delete(receivedPath);
            return;
        }

        File.WriteAllText(receivedPath, received, new UTF8Encoding(false));
        Assert.Fail(verified is null
            ? $"There is no snapshot {verifiedPath}. Received:\n{received}"
            : $"{verifiedPath} differs from what was received:\n{FirstDifference(verified, received)}");
    }

    private static string Normalize(string text) => text.ReplaceLineEndings("\n").TrimEnd() + "\n";

    private static string FirstDifference(string verified, string received)
    {
        var left = verified.Split('\n');
        var right = received.Split('\n');
        for (var i = 0; i < Math.Max(left.Length, right.Length); i++)
        {
            var expected = i < left.Length ? left[i] : "(end)";
            var actual = i < right.Length ? right[i] : "(end)";
            if (expected != actual)
            {
                return $"line {i + 1}\n  verified: {expected}\n  received: {actual}";
            }
        }

        return "";
    }
}
