using System.Buffers;
using System.Runtime.InteropServices;
using JobPilot.Plugins.Jobs.Rules;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.ClassifyJob;

/// <summary>
/// Reads years of experience, education and type of employment from a description in one pass: at each word that begins as a rule's phrase does,
/// the rules are tried. Thread-safe.
/// </summary>
internal sealed class RequirementReader
{
    /// <summary>The shipped table of education.</summary>
    public const string Education = "education.tsv";

    private const int WordsBefore = 3;
    private const int LengthBefore = 120;
    private static readonly Lazy<RequirementReader> Loaded = new(() => new RequirementReader(RuleSet.Shipped));
    private const int LengthBehind = 60;
    private const int Letters = 26;
    private static readonly string[] Joints = ["and", "or", "/", "und", "oder", "et", "ou", "y", "o", "en", "of", "required", "must", "experience", "erfahrung"];
    private readonly ExperienceReader _experience;
    private readonly Candidates?[] _byLetters = new Candidates?[Letters * Letters];
    private readonly Beginnings _beginnings;
    private readonly string[] _notNeeded;
    private readonly string[] _notAsked;

    private RequirementReader(RuleSet rules)
    {
        _experience = new ExperienceReader(rules);
        var phrases = new List<string>();
        _notNeeded = [.. rules.Rows(Education).Where(row => row[0] == "not_needed").Select(row => row[1])];
        _notAsked = [.. rules.Rows(Education).Where(row => row[0] == "not_asked").Select(row => row[1])];
        foreach (var row in rules.Rows(Education).Where(row => EducationRule.Levels.Contains(row[0])).OrderByDescending(row => row[1].Length))
        {
            var rule = new EducationRule(Array.IndexOf(EducationRule.Levels, row[0]), row[1], Split(row, 2), Split(row, 3), Split(row, 4), row.UserId ?? $"education.{row[1].Replace(' ', '_')}");
            At(rule.Phrase, phrases)?.Education.Add(rule);
        }

        foreach (var row in rules.Rows(EmploymentTypes.File).Where(row => row[2].Contains("text", StringComparison.Ordinal)))
        {
            At(row[1], phrases)?.Types.Add((EmploymentPhrase.Of(row), row[0], row.UserId ?? $"employment_type.{row[1].Replace(' ', '_')}"));
        }

        foreach (var unit in _experience.Units)
        {
            At(unit, phrases)?.Units.Add(unit);
        }

        _beginnings = new Beginnings(phrases, ofWords: true);
    }

    /// <summary>The reader, loaded on first use.</summary>
    public static RequirementReader Instance => Loaded.Value;

    /// <summary>The reader with what the user's files change.</summary>
    public static RequirementReader Of(RuleSet rules) =>
        rules.Changes(Education) || rules.Changes(EmploymentTypes.File) || rules.Changes(ExperienceReader.File) ? new RequirementReader(rules) : Instance;

    /// <summary>Reads a description.</summary>
    public Requirements Read(string text)
    {
        var rented = ArrayPool<char>.Shared.Rent(text.Length);
        var folded = rented.AsSpan(0, text.Length);
        Folding.Fold(text, folded);
        var found = new Requirements();
        foreach (var at in _beginnings.In(folded))
        {
            if (at + 1 < folded.Length && char.IsAsciiLetterLower(folded[at]) && (at == 0 || !IsInWord(folded[at - 1])) && Find(folded[at], folded[at + 1]) is { } candidates)
            {
                ReadAt(folded, at, candidates, found);
            }
        }

        ArrayPool<char>.Shared.Return(rented);
        return found;
    }

    /// <summary>A digit ends no word, but "5years" begins one behind it.</summary>
    private static bool IsInWord(char letter) => char.IsAsciiLetterLower(letter) || (letter > 127 && char.IsLetter(letter));

    private Candidates? Find(char first, char second)
    {
        // A mark in second place ("b.sc") has the place of z.
        var column = char.IsAsciiLetterLower(second) ? second - 'a' : Letters - 1;
        return _byLetters[((first - 'a') * Letters) + column];
    }

    private Candidates? At(string phrase, List<string> phrases)
    {
        if (!char.IsAsciiLetterLower(phrase[0]))
        {
            return null;
        }

        phrases.Add(phrase);
        var column = char.IsAsciiLetterLower(phrase[1]) ? phrase[1] - 'a' : Letters - 1;
        return _byLetters[((phrase[0] - 'a') * Letters) + column] ??= new Candidates([], [], []);
    }

    private void ReadAt(ReadOnlySpan<char> text, int at, Candidates candidates, Requirements found)
    {
        if (found.Experience is null)
        {
            foreach (var unit in CollectionsMarshal.AsSpan(candidates.Units))
            {
                if (Begins(text, at, unit) && text[at..].StartsWith(unit))
                {
                    found.Experience = _experience.Read(text, at);
                    break;
                }
            }
        }

        foreach (var rule in CollectionsMarshal.AsSpan(candidates.Education))
        {
            if (Begins(text, at, rule.Phrase) && Folding.HasPhraseAt(text, at, rule.Phrase))
            {
                if ((found.Education is null || rule.Level < found.Education.Value.Value) && Fits(text, at, rule) && IsAsked(text, at, rule.Phrase.Length))
                {
                    found.Education = new Finding<int>(rule.Level, at, rule.Phrase.Length, rule.Id);
                }

                break;
            }
        }

        foreach (ref readonly var candidate in CollectionsMarshal.AsSpan(candidates.Types))
        {
            var (phrase, type) = (candidate.Phrase, candidate.Type);
            if (Begins(text, at, phrase.Text) && Folding.HasPhraseAt(text, at, phrase.Text) && !found.HasType(type) && phrase.Fits(text, at))
            {
                found.AddType(new Finding<string>(type, at, phrase.Text.Length, candidate.Id));
            }
        }
    }

    /// <summary>Whether the third and the last letter are the phrase's; candidates have the first two in common, with which much begins.</summary>
    private static bool Begins(ReadOnlySpan<char> text, int at, string phrase) =>
        at + phrase.Length <= text.Length && text[at + phrase.Length - 1] == phrase[^1] && (phrase.Length < 3 || text[at + 2] == phrase[2]);

    private static bool Fits(ReadOnlySpan<char> text, int at, EducationRule rule)
    {
        if (rule.NotBefore.Length > 0 && Phrases.HasAny(Before(text, at), rule.NotBefore))
        {
            return false;
        }

        var after = text[(at + rule.Phrase.Length)..].TrimStart(' ');
        return (rule.NotAfter.Length == 0 || !Phrases.StartsWithAny(after, rule.NotAfter)) && (rule.Only.Length == 0 || Phrases.StartsWithAny(after, rule.Only));
    }

    /// <summary>Whether neither the words before a level nor those behind it say that it is not asked for: "You do not need a degree", "A PhD is a plus".</summary>
    private bool IsAsked(ReadOnlySpan<char> text, int at, int length)
    {
        var before = text[Math.Max(0, at - LengthBefore)..at].TrimEnd(' ');
        var word = before[(before.LastIndexOf(' ') + 1)..];
        if (Phrases.EndsWithAny(before, _notNeeded) || (!word.ContainsAny(".,;:\n/") && Phrases.EndsWithAny(before[..^word.Length].TrimEnd(' '), _notNeeded)))
        {
            return false;
        }

        var after = text.Slice(at + length, Math.Min(LengthBehind, text.Length - at - length));
        var end = after.IndexOfAny(".,;\n");
        after = end < 0 ? after : after[..end];
        var denial = -1;
        foreach (var phrase in _notAsked)
        {
            var found = Folding.FindPhrase(after, phrase);
            denial = found >= 0 && (denial < 0 || found < denial) ? found : denial;
        }

        // What is said of the last of several, or behind a demand, is not said of this one: "degree required and a PhD is a plus".
        return denial < 0 || Phrases.HasAny(after[..denial], Joints);
    }

    private static ReadOnlySpan<char> Before(ReadOnlySpan<char> text, int at)
    {
        var words = 0;
        for (var i = at - 1; i >= Math.Max(0, at - LengthBefore); i--)
        {
            if (text[i] is '.' or '\n' or ';' or ',' or '/' or '|' or ':' || (text[i] == ' ' && ++words > WordsBefore))
            {
                return text[(i + 1)..at];
            }
        }

        return text[Math.Max(0, at - LengthBefore)..at];
    }

    private static string[] Split(RuleRow row, int column) => row.Length > column ? row[column].Split('|', StringSplitOptions.RemoveEmptyEntries) : [];

    /// <summary>Rules whose phrase begins with the same two letters.</summary>
    private sealed record Candidates(List<EducationRule> Education, List<(EmploymentPhrase Phrase, string Type, string Id)> Types, List<string> Units);
}
