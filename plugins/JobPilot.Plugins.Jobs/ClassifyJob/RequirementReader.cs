using System.Buffers;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.ClassifyJob;

/// <summary>
/// Reads years of experience, education and type of employment from a description in one pass: a scan for all words that any rule begins
/// with, and a look around each hit. Thread-safe.
/// </summary>
internal sealed class RequirementReader
{
    private const int WordsBefore = 3;
    private static readonly Lazy<RequirementReader> Loaded = new(() => new RequirementReader());
    private readonly ExperienceReader _experience = new();
    private readonly Dictionary<char, List<EducationRule>> _education = [];
    private readonly (string Phrase, string Type)[] _types;
    private readonly SearchValues<string> _words;

    private RequirementReader()
    {
        var rules = EmbeddedText.Rows("education.tsv").Select(row => new EducationRule(
            Array.IndexOf(EducationRule.Levels, row[0]), row[1], Split(row, 2), Split(row, 3), Split(row, 4))).ToList();
        foreach (var rule in rules.OrderByDescending(rule => rule.Phrase.Length))
        {
            _education.TryAdd(rule.Phrase[0], []);
            _education[rule.Phrase[0]].Add(rule);
        }

        _types = [.. EmbeddedText.Rows("employment-types.tsv").Where(row => row[2].Contains("text", StringComparison.Ordinal)).Select(row => (row[1], row[0]))];
        string[] all = [.. rules.Select(rule => rule.Phrase), .. _experience.Units, .. _types.Select(type => type.Phrase)];

        // A word that begins with another one of the list is found by it.
        _words = SearchValues.Create(
            [.. all.Distinct().Where(word => !all.Any(other => other != word && word.StartsWith(other, StringComparison.Ordinal)))], StringComparison.Ordinal);
    }

    /// <summary>The reader, loaded on first use.</summary>
    public static RequirementReader Instance => Loaded.Value;

    /// <summary>Reads a description.</summary>
    public Requirements Read(string text)
    {
        var rented = ArrayPool<char>.Shared.Rent(text.Length);
        var folded = rented.AsSpan(0, text.Length);
        Folding.Fold(text, folded);
        var found = new Requirements();
        var at = 0;
        while (at < folded.Length)
        {
            var next = ((ReadOnlySpan<char>)folded)[at..].IndexOfAny(_words);
            if (next < 0)
            {
                break;
            }

            at += next;
            if (!Folding.IsWordAt(folded, at - 1) || char.IsAsciiDigit(folded[at - 1]))
            {
                ReadAt(folded, at, found);
            }

            at++;
        }

        ArrayPool<char>.Shared.Return(rented);
        return found;
    }

    private void ReadAt(ReadOnlySpan<char> text, int at, Requirements found)
    {
        if (found.Experience is null && IsUnit(text, at))
        {
            found.Experience = _experience.Read(text, at);
        }

        if (_education.TryGetValue(text[at], out var rules))
        {
            foreach (var rule in rules)
            {
                if (Folding.HasPhraseAt(text, at, rule.Phrase))
                {
                    if (Fits(text, at, rule) && (found.Education is null || rule.Level < found.Education.Value.Value))
                    {
                        found.Education = new Finding<int>(rule.Level, at, rule.Phrase.Length, $"education.{rule.Phrase.Replace(' ', '_')}");
                    }

                    break;
                }
            }
        }

        foreach (var (phrase, type) in _types)
        {
            if (Folding.HasPhraseAt(text, at, phrase) && !found.Types.Exists(known => known.Value == type))
            {
                found.Types.Add(new Finding<string>(type, at, phrase.Length, $"employment_type.{phrase.Replace(' ', '_')}"));
            }
        }
    }

    private bool IsUnit(ReadOnlySpan<char> text, int at)
    {
        foreach (var unit in _experience.Units)
        {
            if (text[at..].StartsWith(unit))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Fits(ReadOnlySpan<char> text, int at, EducationRule rule)
    {
        if (rule.NotBefore.Length > 0 && HasAny(Before(text, at), rule.NotBefore))
        {
            return false;
        }

        var after = text[(at + rule.Phrase.Length)..].TrimStart(' ');
        return (rule.NotAfter.Length == 0 || !StartsWithAny(after, rule.NotAfter)) && (rule.Only.Length == 0 || StartsWithAny(after, rule.Only));
    }

    private static ReadOnlySpan<char> Before(ReadOnlySpan<char> text, int at)
    {
        var words = 0;
        for (var i = at - 1; i >= 0; i--)
        {
            if (text[i] is '.' or '\n' or ';' or ',' or '/' or '|' or ':' || (text[i] == ' ' && ++words > WordsBefore))
            {
                return text[(i + 1)..at];
            }
        }

        return text[..at];
    }

    private static bool HasAny(ReadOnlySpan<char> text, string[] phrases)
    {
        foreach (var phrase in phrases)
        {
            if (Folding.FindPhrase(text, phrase) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private static bool StartsWithAny(ReadOnlySpan<char> text, string[] phrases)
    {
        foreach (var phrase in phrases)
        {
            if (Folding.HasPhraseAt(text, 0, phrase))
            {
                return true;
            }
        }

        return false;
    }

    private static string[] Split(string[] row, int column) => row.Length > column ? row[column].Split('|', StringSplitOptions.RemoveEmptyEntries) : [];
}
