using System.Buffers;
using System.Runtime.InteropServices;
using JobPilot.Plugins.Jobs.ExtractSkills.Labelling;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.ExtractSkills;

/// <summary>
/// Joins the names of the lists with the spans of the labeller. A span that is a listed name has its canonical name; one that only holds a listed
/// name stands beside it. Each skill once, at its first mention, in order of the text.
/// </summary>
internal static class SkillMerger
{
    private const double Certain = 0.9;
    private const double ByContext = 0.7;
    private const double OfTerms = 0.75;

    private static readonly SearchValues<char> Marks = SearchValues.Create(" ,;:.[]•*\\\"“”/|–—\uFFFD\uFE0F\u3000。、，；：！？「」『』【】（）・");

    /// <summary>What a name never ends with; the labeller has broken off before what they belong to.</summary>
    private static readonly string[] OpenEnds = [" a", " an", " the", " in", " of", " to", " and", " or", " with", " for"];

    /// <summary>Skills that a thread keeps for its next text: those of a usual one.</summary>
    private const int MostKept = 256;

    /// <summary>Room in the list that a thread keeps.</summary>
    private const int MostListed = 4096;

    [ThreadStatic]
    private static List<FoundSkill>? _found;

    [ThreadStatic]
    private static Stack<FoundSkill>? _free;

    [ThreadStatic]
    private static Dictionary<(string Name, string Kind), FoundSkill>? _seen;

    /// <summary>Joins what was found in a text; the result is theirs until the next call of the thread.</summary>
    /// <param name="text">The text.</param>
    /// <param name="named">Names that stand in it, in order, ambiguous ones not yet confirmed.</param>
    /// <param name="confirmed">Those of them that are skills here, each once.</param>
    /// <param name="spans">Spans of the labeller.</param>
    /// <param name="cues">Words that say how far a skill is demanded.</param>
    public static List<FoundSkill> Join(string text, List<SkillMatch> named, List<SkillMatch> confirmed, List<LabelledSpan> spans, List<CueAt> cues)
    {
        var found = Emptied();
        foreach (ref readonly var match in CollectionsMarshal.AsSpan(confirmed))
        {
            var confidence = match.IsAmbiguous ? ByContext : match.Skill.Source == SkillSources.Terms ? OfTerms : Certain;
            Add(found, match.Skill.Name, match.Skill.Kind, match.Start, match.Length, confidence, match.IsRequired, match.Skill.Source, match.Skill.UserId);
        }

        if (spans.Count > 0)
        {
            Join(text, named, confirmed, spans, cues, found);
            found.Sort(static (left, right) => left.Start != right.Start ? left.Start.CompareTo(right.Start) : left.Length.CompareTo(right.Length));
        }

        return found;
    }

    private static void Join(string text, List<SkillMatch> named, List<SkillMatch> confirmed, List<LabelledSpan> spans, List<CueAt> cues, List<FoundSkill> found)
    {
        var seen = _seen ??= [];
        seen.Clear();
        foreach (var skill in found)
        {
            seen.Add((skill.Name, skill.Kind), skill);
        }

        foreach (var span in spans)
        {
            // The labeller has never learnt them: in a text of two languages it takes runs of them for names.
            if (Signs.MayBeIn(text.AsSpan(span.Start, span.Length)))
            {
                continue;
            }

            var demand = SkillContext.DemandOf(text, span.Start, span.Start + span.Length, cues);
            if (demand != Demand.None && !SkillContext.IsPartOfCue(cues, span.Start, span.Start + span.Length) && !IsListOfNames(text, span, confirmed))
            {
                var bare = WithoutMarks(text, span);
                if (IsNoName(text.AsSpan(bare.Start, bare.Length)) || (span.Kind == LabelKind.Knowledge && IsPartOfName(bare, named)))
                {
                    continue;
                }

                var listed = Listed(named, bare);
                listed = span.Kind == LabelKind.Ability && listed?.Kind != "ability" ? null : listed;
                var kind = span.Kind != LabelKind.Knowledge ? "ability" : listed is { Kind: "technology" } ? "technology" : "knowledge";
                var whole = Whole(text, span, bare);
                Join(found, seen, listed?.Name ?? Name(text, bare), kind, whole.Start, whole.Length, Confidence(span), demand == Demand.Required, SourceOf(span.Kind), listed?.UserId);
            }
        }
    }

    /// <summary>The thread's list, and in it the skills of its last text, to be used again.</summary>
    private static List<FoundSkill> Emptied()
    {
        var found = _found ??= [];
        var free = _free ??= new Stack<FoundSkill>();
        for (var i = 0; i < found.Count && free.Count < MostKept; i++)
        {
            free.Push(found[i]);
        }

        found.Clear();
        found.Capacity = found.Capacity <= MostListed ? found.Capacity : 0;
        return found;
    }

    private static FoundSkill Add(List<FoundSkill> found, string name, string kind, int start, int length, double confidence, bool isRequired, SkillSources source, string? userId)
    {
        var skill = _free!.TryPop(out var free) ? free : new FoundSkill();
        (skill.Name, skill.Kind, skill.Start, skill.Length) = (name, kind, start, length);
        (skill.Confidence, skill.IsRequired, skill.Sources) = (confidence, isRequired, source);
        (skill.UserId, skill.Esco, skill.Onet) = (userId, null, null);
        found.Add(skill);
        return skill;
    }

    private static void Join(
        List<FoundSkill> found, Dictionary<(string, string), FoundSkill> seen, string name, string kind, int start, int length, double confidence, bool isRequired, SkillSources source, string? userId)
    {
        ref var skill = ref CollectionsMarshal.GetValueRefOrAddDefault(seen, (name, kind), out var isSeen);
        if (!isSeen || skill is null)
        {
            skill = Add(found, name, kind, start, length, confidence, isRequired, source, userId);
            return;
        }

        if (skill.Start == start && skill.Length == length)
        {
            skill.Sources |= source;
            skill.Confidence = Math.Max(skill.Confidence, confidence);
        }

        // Asked for once is asked for.
        skill.IsRequired |= isRequired;
    }

    private static SkillSources SourceOf(LabelKind kind) =>
        kind switch { LabelKind.Ability => SkillSources.Ability, LabelKind.Knowledge => SkillSources.Knowledge, _ => SkillSources.SoftSkill };

    /// <summary>Half for a span that is barely better than none, near 1 for a sure one.</summary>
    private static double Confidence(in LabelledSpan span) => Math.Round(0.5 + (0.45 * span.Margin / (span.Margin + 1.5)), 2);

    /// <summary>What of a span is the name: ", Git" names Git. Nothing where only marks are left.</summary>
    private static LabelledSpan WithoutMarks(string text, in LabelledSpan span)
    {
        var (start, end) = (span.Start, span.Start + span.Length);
        while (end > start && IsMark(text[end - 1]))
        {
            end--;
        }

        while (start < end && IsMark(text[start]) && !(text[start] == '.' && start + 1 < end && char.IsLetter(text[start + 1])))
        {
            start++;
        }

        // The hyphen that an item of a list begins with.
        start = end - start > 1 && text[start] == '-' && text[start + 1] == ' ' ? start + 2 : start;
        while (OpenEnd(text.AsSpan(start, end - start)) is > 0 and var length)
        {
            end -= length;
        }

        return span with { Start = start, Length = end - start };
    }

    /// <summary>How long what a name ends with is that none ends with; 0 without.</summary>
    private static int OpenEnd(ReadOnlySpan<char> name)
    {
        foreach (var open in OpenEnds)
        {
            if (name.EndsWith(open))
            {
                return open.Length;
            }
        }

        return 0;
    }

    /// <summary>Nothing, an address, or one word of a clause: "to visiting".</summary>
    private static bool IsNoName(ReadOnlySpan<char> bare) =>
        bare.Length == 0 || bare.Contains("://", StringComparison.Ordinal) || (bare.StartsWith("to ") && bare[3..].IndexOf(' ') < 0);

    private static bool IsMark(char letter) => Marks.Contains(letter) || char.IsSurrogate(letter);

    /// <summary>The span, but never half of a character that takes two places.</summary>
    private static LabelledSpan Whole(string text, in LabelledSpan span, in LabelledSpan bare) =>
        char.IsSurrogate(text[span.Start]) || char.IsSurrogate(text[span.Start + span.Length - 1]) ? bare : span;

    private static Skill? Listed(List<SkillMatch> named, in LabelledSpan span)
    {
        var at = FirstFrom(named, span.Start);
        return at < named.Count && named[at].Start == span.Start && named[at].Length == span.Length ? named[at].Skill : null;
    }

    /// <summary>Whether a span is a part of a longer listed name, such as "GitHub" of "GitHub Actions", and so is not named by itself, or lies in the name of another's unit.</summary>
    private static bool IsPartOfName(in LabelledSpan span, List<SkillMatch> named)
    {
        // Names do not overlap: only the last that begins no later may hold the span.
        var at = FirstFrom(named, span.Start + 1) - 1;
        if (at < 0 || span.Start + span.Length > named[at].Start + named[at].Length)
        {
            return false;
        }

        return named[at].IsOthersUnit || (!named[at].IsAmbiguous && span.Length < named[at].Length);
    }

    /// <summary>Whether a span is several listed names and what parts them, such as "C, C++": each of them is there by itself.</summary>
    private static bool IsListOfNames(string text, in LabelledSpan span, List<SkillMatch> confirmed)
    {
        var (names, end) = (0, span.Start);
        for (var i = FirstFrom(confirmed, end); i < confirmed.Count && confirmed[i].Start + confirmed[i].Length <= span.Start + span.Length; i++)
        {
            if (!SkillContext.IsListed(text.AsSpan(end, confirmed[i].Start - end)))
            {
                return false;
            }

            (names, end) = (names + 1, confirmed[i].Start + confirmed[i].Length);
        }

        return names > 1 && end == span.Start + span.Length;
    }

    /// <summary>The first of some names, in order, that does not begin before a place.</summary>
    private static int FirstFrom(List<SkillMatch> names, int start)
    {
        var (low, high) = (0, names.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = names[middle].Start < start ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static string Name(string text, in LabelledSpan span) => text.Substring(span.Start, span.Length);
}
