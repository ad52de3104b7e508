using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Evaluation.Metrics;

/// <summary>Brings texts to the form in which they are compared.</summary>
internal static class TextForm
{
    /// <summary>Without case and accents, "&amp;" as "and", runs of blanks as one.</summary>
    public static string Of(string text) =>
        string.Join(' ', Folding.Fold(text).Replace("&", " and ", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
