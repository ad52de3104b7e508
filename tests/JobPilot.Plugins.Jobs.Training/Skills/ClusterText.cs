using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using JobPilot.Plugins.Jobs.ExtractSkills.Labelling;

namespace JobPilot.Plugins.Jobs.Training.Skills;

/// <summary>The English sentences that words are clustered by, and the clusters.</summary>
internal sealed class ClusterText
{
    private const int LeastTimes = 4;
    private static readonly int[] Sizes = [64, 256];
    private static readonly string[] EnglishWords = [" the ", " and ", " to ", " of ", " with "];
    private readonly Dictionary<string, int> _times = new(StringComparer.Ordinal);
    private readonly List<string[]> _sentences = [];

    /// <summary>Adds the texts of a file: postings, or rows of tokens.</summary>
    public void Add(string path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in Lines.Of(path))
        {
            foreach (var line in Texts(row))
            {
                if (line.Length > 0 && seen.Add(line))
                {
                    AddLine(line);
                }
            }
        }
    }

    /// <summary>Clusters the words.</summary>
    /// <returns>Hash of each word in lower case, with its cluster of each way, from 1.</returns>
    public List<(uint Key, ushort[] Clusters)> Cluster()
    {
        var words = _times.Where(pair => pair.Value >= LeastTimes).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key).ToList();
        var numbers = words.Select((word, i) => (word, i)).ToDictionary(pair => pair.word, pair => pair.i + 1, StringComparer.Ordinal);
        var sentences = _sentences.ConvertAll(sentence => Array.ConvertAll(sentence, word => numbers.GetValueOrDefault(word)));
        var ways = Array.ConvertAll(Sizes, size => WordClusters.Find(sentences, words.Count + 1, size));
        return [.. words.Select((word, i) => (FeatureKey.OfText(word), Array.ConvertAll(ways, way => (ushort)(way[i + 1] + 1)))).DistinctBy(entry => entry.Item1)];
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

    private void AddLine(string line)
    {
        var buffer = new LabelToken[LabelTokens.Longest];
        Span<char> lower = stackalloc char[WordForm.Longest];
        var at = 0;
        while (LabelTokens.NextSentence(line, ref at, buffer) is > 0 and var count)
        {
            if (count > 8 && !EnglishWords.Any(word => line.Contains(word, StringComparison.Ordinal)))
            {
                continue;
            }

            var words = new string[count];
            for (var i = 0; i < count; i++)
            {
                words[i] = lower[..WordForm.Lower(line.AsSpan(buffer[i].Start, buffer[i].End - buffer[i].Start), lower)].ToString();
                _times[words[i]] = _times.GetValueOrDefault(words[i]) + 1;
            }

            _sentences.Add(words);
        }
    }
}
