using System.Text.RegularExpressions;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.Rules;

/// <summary>A field of a rule, and the column of the shipped table that it is.</summary>
/// <param name="Name">Key in YAML.</param>
/// <param name="Column">Column of the shipped table, from 0.</param>
/// <param name="Description">What it is, for the schema.</param>
internal sealed record RuleField(string Name, int Column, string Description)
{
    private const int LongestText = 200;

    /// <summary>Whether the field is part of the rule's id where the author gives none, and rules of the same are duplicates.</summary>
    public bool IsKey { get; init; }

    /// <summary>Whether it may be left out.</summary>
    public bool IsOptional { get; init; }

    /// <summary>What stands for a field that is left out; "" for nothing.</summary>
    public string Default { get; init; } = "";

    /// <summary>What parts the entries of a list in the shipped table; null for a single value.</summary>
    public char? Separator { get; init; }

    /// <summary>Whether a row of the shipped table stands for one rule each of the words in this column.</summary>
    public bool IsSpread { get; init; }

    /// <summary>The form that it is brought to.</summary>
    public RuleText Form { get; init; }

    /// <summary>The only values; empty for any.</summary>
    public string[] Allowed { get; init; } = [];

    /// <summary>Another list of the section, whose keys are the only values; null for none.</summary>
    public string? RefersTo { get; init; }

    /// <summary>Regular expression for the whole value; null for any.</summary>
    public string? Pattern { get; init; }

    /// <summary>What <see cref="Pattern"/> asks, in words.</summary>
    public string PatternSays { get; init; } = "";

    /// <summary>Least and most of a number; null for a text.</summary>
    public (double Least, double Most)? Range { get; init; }

    /// <summary>Most words: a longer text would never be found.</summary>
    public int MostWords { get; init; } = int.MaxValue;

    /// <summary>Fewest letters.</summary>
    public int Shortest { get; init; } = 1;

    /// <summary>Whether it may be signs alone: what is looked for between words or numbers.</summary>
    public bool MayBeSigns { get; init; }

    /// <summary>What is wrong with a value that was brought to its form; null where nothing is.</summary>
    public string? Fault(string value) =>
        value.Length == 0 ? "it is empty"
        : string.IsNullOrWhiteSpace(value) ? "it is blank, and would be found nowhere or everywhere"
        : value.Length > LongestText ? $"it is longer than {LongestText} letters"
        : value.AsSpan().IndexOfAny("\t\n\r") >= 0 ? "it has a line end or a tab in it"
        : Separator is not null && value.Contains('|') ? "it has a '|' in it"
        : Allowed.Length > 0 && !Allowed.Contains(value) ? $"it is none of {string.Join(", ", Allowed)}"
        : Range is { } range && !(double.TryParse(value, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= range.Least && number <= range.Most)
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"it is no number from {range.Least} to {range.Most}")
        : Pattern is not null && !Regex.IsMatch(value, $"^(?:{Pattern})$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)) ? $"it is not {PatternSays}"
        : IsKey && !MayBeSigns && !value.Any(char.IsLetterOrDigit) ? "it has neither a letter nor a digit, and would never be found"
        : value.Length < Shortest ? $"it is shorter than {Shortest} letters"
        : value.AsSpan().Count(' ') >= MostWords ? $"it has more than {MostWords} word{(MostWords == 1 ? "" : "s")}, and would never be found"
        : null;

    /// <summary>Brings a value to its form.</summary>
    public string Formed(string value)
    {
        // A blank at an end may be meant: "ans " is no beginning of "answer".
        return Form switch
        {
            RuleText.Folded => Folding.Fold(value),
            RuleText.Lower => value.ToLowerInvariant(),
            _ => value,
        };
    }
}
