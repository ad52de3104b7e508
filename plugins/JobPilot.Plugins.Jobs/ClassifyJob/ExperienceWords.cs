using JobPilot.Plugins.Jobs.Rules;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.ClassifyJob;

/// <summary>Tells from the words around years whether they are a demand on the applicant. Works on folded text; thread-safe.</summary>
internal sealed class ExperienceWords
{
    private readonly string[] _stems;
    private readonly string[] _notBefore;
    private readonly string[] _notAfter;
    private readonly string[] _minimum;
    private readonly string[] _maximum;
    private readonly string[] _follow;
    private readonly string[] _demandBehind;
    private readonly string[] _spans;
    private readonly string[] _employerLeads;
    private readonly string[] _employers;
    private readonly string[] _employerSubjects;
    private readonly string[] _employerVerbs;
    private readonly string[] _applicants;

    public ExperienceWords(List<RuleRow> rows)
    {
        string[] Of(string kind) => [.. rows.Where(row => row[0] == kind).Select(row => row[1])];
        _stems = Of("stem");
        _notBefore = Of("not_before");
        _notAfter = Of("not_after");
        _minimum = Of("minimum");
        _maximum = Of("maximum");
        _follow = Of("follow");
        _demandBehind = Of("demand_behind");
        _spans = Of("span");
        _employerLeads = Of("employer_lead");
        _employers = [.. Of("employer").Select(text => char.IsLetter(text[0]) ? " " + text : text)];
        _employerSubjects = Of("employer_subject");
        _employerVerbs = Of("employer_verb");
        _applicants = Of("applicant");
    }

    /// <summary>Whether the words before the number make it the most.</summary>
    public bool IsMost(ReadOnlySpan<char> before) => Phrases.EndsWithAny(before, _maximum);

    /// <summary>Whether years are demanded.</summary>
    /// <param name="sentence">The sentence up to the number.</param>
    /// <param name="before">The last words of it.</param>
    /// <param name="after">What stands behind the years in their line.</param>
    /// <param name="isOpenOrRange">Whether they are the least or a range: that is seldom said of anything else.</param>
    /// <param name="isClosed">Whether words such as "or more" stand behind them: nothing else need follow.</param>
    /// <param name="hasPlus">Whether the number has a plus: "8+ years engineering".</param>
    public bool IsDemand(ReadOnlySpan<char> sentence, ReadOnlySpan<char> before, ReadOnlySpan<char> after, bool isOpenOrRange, bool isClosed, bool hasPlus)
    {
        if (Phrases.EndsWithAny(before, _notBefore) || Phrases.StartsWithAny(after, _notAfter) || IsEmployers(sentence, before, after))
        {
            return false;
        }

        // The stop of "exp." belongs to the word.
        var end = after.IndexOf(". ", StringComparison.Ordinal);
        var rest = end < 0 ? after : after[..(end + 1)];
        var part = rest.IndexOf(';');
        rest = part < 0 ? rest : rest[..part];
        if (HasAnyStem(rest, _stems) || HasAnyStem(before, _stems))
        {
            return true;
        }

        // A snippet may be cut behind "7 years of".
        return ((isOpenOrRange || Phrases.EndsWithAny(before, _minimum)) && (Phrases.StartsWithAny(after, _follow) || StartsWithVerb(after)))
            || (after.Length <= 3 && Phrases.StartsWithAny(after, _follow))
            || (isClosed && (after.IsEmpty || after[0] is '.' or ',' or ';' or '-'))
            || (hasPlus && Folding.IsWordAt(after, 0) && !Phrases.EndsWithAny(before, _spans))
            || Phrases.HasAny(rest, _demandBehind);
    }

    /// <summary>Whether the years are the employer's own: "With 20 years of experience in payments, we help ...", "We are a bakery with 30 years' experience".</summary>
    private bool IsEmployers(ReadOnlySpan<char> sentence, ReadOnlySpan<char> before, ReadOnlySpan<char> after) =>
        (Phrases.EndsWithAny(before.TrimStart(), _employerLeads) && before.Trim().IndexOf(' ') < 0 && HasAnyStem(after, _employers))
        || (Phrases.EndsWithAny(before, _employerVerbs) && Phrases.HasAny(sentence, _employerSubjects) && !Phrases.HasAny(sentence, _applicants));

    private static bool StartsWithVerb(ReadOnlySpan<char> after)
    {
        var end = 0;
        while (Folding.IsWordAt(after, end))
        {
            end++;
        }

        return end > 5 && after[..end].EndsWith("ing");
    }

    private static bool HasAnyStem(ReadOnlySpan<char> text, string[] stems)
    {
        foreach (var stem in stems)
        {
            if (text.IndexOf(stem, StringComparison.Ordinal) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
