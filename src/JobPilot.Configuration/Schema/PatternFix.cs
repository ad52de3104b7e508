using System.Text;
using System.Text.RegularExpressions;
using NJsonSchema;

namespace JobPilot.Configuration;

/// <summary>What to write in place of a text that has not the form of its key: the same in that form where it can be told, else an example, else what the key is for.</summary>
internal static partial class PatternFix
{
    private const int MostShown = 40;
    private const string NamePattern = "^[a-z][a-z0-9]*([_-][a-z0-9]+)*$";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public static string Of(JsonSchema schema, ConfigNode node)
    {
        if (node is ConfigScalar { Hidden: false } scalar && scalar.Text.Length <= MostShown && Mended(scalar.Text, schema.Pattern!) is { } mended)
        {
            return $"Write `{mended}`.";
        }

        return schema.Pattern switch
        {
            DurationText.Pattern => "Write a number with its unit, such as `30s` or `5m`.",
            OptionsSchema.AddressPattern => "Write the whole address, such as `https://example.org/jobs`.",
            OptionsSchema.MomentPattern => "Write a day such as `2026-01-31`, or a moment such as `2026-01-31T12:00:00Z`.",
            NamePattern => "Write a name such as `my_jobs`.",
            _ => OfWords(schema),
        };
    }

    private static string OfWords(JsonSchema schema) => (schema.Default as string, schema.Description) switch
    {
        ({ Length: > 0 } example, { Length: > 0 } words) => $"Write it in that form, such as `{example}`: {words}",
        ({ Length: > 0 } example, _) => $"Write it in that form, such as `{example}`.",
        (_, { Length: > 0 } words) => $"Write it in that form: {words}",
        _ => "Write it in that form, or leave the key out.",
    };

    /// <summary>The same in other letters or without blanks, as a name, as a duration or with its scheme: whatever has the form then.</summary>
    private static string? Mended(string text, string pattern)
    {
        var plain = string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)));
        var name = Separators().Replace(text.Trim().ToLowerInvariant(), "-").Trim('-');
        var duration = LongDuration().Replace(text, "$1$2").ToLowerInvariant();
        string[] candidates = pattern switch
        {
            NamePattern => Ascii.IsValid(text) ? [name] : [],
            DurationText.Pattern => [plain, duration],
            _ => [text.Trim(), plain, plain.ToUpperInvariant(), plain.ToLowerInvariant(), .. Host().IsMatch(text) ? [$"https://{text}"] : Array.Empty<string>()],
        };
        return candidates.FirstOrDefault(candidate => candidate != text && IsMatch(candidate, pattern));
    }

    private static bool IsMatch(string text, string pattern)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, Patience);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex Separators();

    [GeneratedRegex("^\\s*([0-9]+(?:\\.[0-9]+)?)\\s*(ms|[smhd])[a-z]*\\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LongDuration();

    [GeneratedRegex("^[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+(:[0-9]+)?(/\\S*)?$")]
    private static partial Regex Host();
}
