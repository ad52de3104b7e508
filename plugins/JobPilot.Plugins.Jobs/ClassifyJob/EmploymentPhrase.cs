using JobPilot.Plugins.Jobs.Rules;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.ClassifyJob;

/// <summary>Words that name a type of employment in a title or text, unless others stand beside them: "not a full-time job", "Internship Coordinator".</summary>
internal sealed record EmploymentPhrase(string Text, string[] NotBefore, string[] NotAfter)
{
    /// <summary>The phrase of a row of <see cref="EmploymentTypes.File"/>.</summary>
    public static EmploymentPhrase Of(RuleRow row) => new(row[1], Words(row, 3), Words(row, 4));

    /// <summary>Whether a folded text holds it.</summary>
    public bool IsIn(ReadOnlySpan<char> folded)
    {
        for (var at = Folding.FindPhrase(folded, Text); at >= 0; at = Folding.FindPhrase(folded, Text, at + 1))
        {
            if (Fits(folded, at))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether what stands beside a place where it begins lets it count.</summary>
    public bool Fits(ReadOnlySpan<char> folded, int at) =>
        !(NotBefore.Length > 0 && Phrases.EndsWithAny(folded[..at].TrimEnd(' '), NotBefore)) && !(NotAfter.Length > 0 && Phrases.StartsWithAny(folded[(at + Text.Length)..].TrimStart(" -"), NotAfter));

    private static string[] Words(RuleRow row, int column) => row.Length > column ? row[column].Split('|', StringSplitOptions.RemoveEmptyEntries) : [];
}
