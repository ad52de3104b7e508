using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using JobPilot.Plugins.Jobs.ExtractSkills.Labelling;

namespace JobPilot.Plugins.Jobs.Training.Skills;

/// <summary>The English sentences of a file of postings, or of rows of tokens, word by word.</summary>
internal static class PostingSentences
{
    private const int ShortSentence = 8;
    private static readonly string[] EnglishWords = [" the ", " and ", " to ", " of ", " with "];

    /// <summary>The sentences of a file; those of a line that stands in it twice are there once.</summary>
    public static IEnumerable<string[]> Of(string path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return Lines.Of(path).SelectMany(Texts).Where(line => line.Length > 0 && seen.Add(line)).SelectMany(OfLine);
    }

    private static IEnumerable<string> Texts(JsonObject row)
    {
        if (row["tokens"] is JsonArray tokens)
        {
            return [string.Join(' ', tokens.Select(token => token!.GetValue<string>()))];
        }

        var isHtml = row["html"] is JsonValue html && html.TryGetValue<bool>(out var value) && value;
        return new[] { "title", "description", "requirements", "benefits" }.Select(name => row[name] as JsonValue)
            .Where(field => field is not null && field.TryGetValue<string>(out _)).Select(field => field!.GetValue<string>())
            .SelectMany(text => (isHtml ? WithoutMarkup(text) : text).Split('\n', StringSplitOptions.TrimEntries));
    }

    private static string WithoutMarkup(string text)
    {
        var lines = Regex.Replace(WebUtility.HtmlDecode(text), "<(br|/p|/li|/h\\d|/div)[^>]*>", "\n");
        return WebUtility.HtmlDecode(Regex.Replace(lines, "<[^>]*>", " "));
    }

    private static List<string[]> OfLine(string line)
    {
        var sentences = new List<string[]>();
        var buffer = new LabelToken[LabelTokens.Longest];
        var at = 0;
        while (LabelTokens.NextSentence(line, ref at, buffer) is > 0 and var count)
        {
            if (count <= ShortSentence || EnglishWords.Any(word => line.Contains(word, StringComparison.Ordinal)))
            {
                sentences.Add(Array.ConvertAll(buffer[..count], token => line[token.Start..token.End]));
            }
        }

        return sentences;
    }
}
