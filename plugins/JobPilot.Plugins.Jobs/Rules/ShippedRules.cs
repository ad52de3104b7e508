using System.Text.Json;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.Rules;

/// <summary>Writes the shipped rules of a processor as a rule file: every list, each rule with its id.</summary>
internal static class ShippedRules
{
    /// <summary>Writes them.</summary>
    /// <param name="section">Type name of the processor.</param>
    /// <param name="writer">Where to.</param>
    public static void Write(string section, TextWriter writer)
    {
        writer.Write($"# Rules and words that come with {section}. What a rule file of yours changes, it names by these ids.\nversion: 1\n{section}:\n");
        foreach (var list in RuleLists.All.Where(list => list.Section == section))
        {
            var rules = list.Numbered(EmbeddedText.Rows(list.File).Where(list.Owns).SelectMany(list.Spread).Select(row => new RuleRow(row))).ToList();
            writer.Write($"  # {list.Description}\n  {list.Name}:\n    add:{(rules.Count == 0 ? " []" : "")}\n");
            foreach (var (id, row) in rules)
            {
                writer.Write($"      - {{ id: {Scalar(id)}{string.Concat(list.Fields.Select(field => Field(field, row.Columns)))} }}\n");
            }
        }
    }

    private static string Field(RuleField field, string[] row)
    {
        var text = field.Column < row.Length ? row[field.Column] : "";
        return text.Length == 0 ? ""
            : field.Separator is { } separator ? $", {field.Name}: [{string.Join(", ", text.Split(separator, StringSplitOptions.RemoveEmptyEntries).Select(Scalar))}]"
            : $", {field.Name}: {(field.Range is null ? Scalar(text) : text)}";
    }

    /// <summary>Plain where that is safe, else in double quotes, whose escapes YAML shares with JSON.</summary>
    private static string Scalar(string text) => IsPlain(text) ? text : $"\"{JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    private static bool IsPlain(string text) =>
        char.IsLetter(text[0]) && text[^1] != ' ' && text.All(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '_' or '.' or '-' or '/' or '+')
        && text.ToLowerInvariant() is not ("true" or "false" or "null" or "yes" or "no" or "on" or "off" or "y" or "n");
}
