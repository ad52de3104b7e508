using System.Runtime.InteropServices;

namespace JobPilot.Plugins.Jobs.ExtractSkills;

/// <summary>
/// Finds skills in one pass over the words of a text: the longest name at each place counts. Cues in the same trie tell sections and sentences
/// that ask from those that welcome. Thread-safe.
/// </summary>
/// <param name="trie">Names and cues.</param>
/// <param name="units">Tells fields of work that only name a part of an organisation.</param>
internal sealed class SkillExtractor(TermTrie trie, SkillUnits units)
{
    private const int LongestGap = 3;
    private const int LongestHeading = 60;
    private const int MostKept = 16 * 1024;

    [ThreadStatic]
    private static WordReader? _words;

    [ThreadStatic]
    private static List<SkillMatch>? _names;

    [ThreadStatic]
    private static List<SkillMatch>? _confirmed;

    [ThreadStatic]
    private static List<CueAt>? _cues;

    [ThreadStatic]
    private static Dictionary<string, int>? _seen;

    /// <summary>Finds the skills of a text, in order, each once.</summary>
    public List<SkillMatch> Extract(string text) => [.. Confirm(text, FindNames(text, out var cues), cues)];

    /// <summary>The names that stand in a text, in order, ambiguous ones not yet confirmed; theirs until the next call of the thread, like the cues.</summary>
    /// <param name="text">The text.</param>
    /// <param name="cues">Words that say how far the skills around them are demanded.</param>
    public List<SkillMatch> FindNames(string text, out List<CueAt> cues)
    {
        cues = _cues ??= [];
        cues.Clear();
        var names = Emptied(ref _names);
        var words = _words ?? new WordReader();
        words.Read(text);
        Match(text, words.Places, names, cues);

        // A text of a million words leaves no table of that size behind.
        _words = words.Places.Length <= MostKept ? words : null;
        return names;
    }

    private static List<SkillMatch> Emptied(ref List<SkillMatch>? kept)
    {
        if (kept is not { Capacity: <= MostKept })
        {
            kept = [];
        }

        kept.Clear();
        return kept;
    }

    private void Match(string text, ReadOnlySpan<int> places, List<SkillMatch> names, List<CueAt> cues)
    {
        for (var word = trie.NextBeginning(text, places, 0); word < places.Length; word = trie.NextBeginning(text, places, word + 2))
        {
            word = MatchAt(text, places, word, names, cues);
        }
    }

    /// <summary>Adds the longest name, or the cue, that begins with a word.</summary>
    /// <returns>The last of its words where what begins among them is not looked at, else the word itself.</returns>
    private int MatchAt(string text, ReadOnlySpan<int> places, int word, List<SkillMatch> names, List<CueAt> cues)
    {
        TermEntry? entry = null;
        var last = word;
        var start = places[word];
        for (int at = word, node = 0; (node = trie.Next(node, WordReader.HashOf(text.AsSpan(places[at]..places[at + 1])))) != 0;)
        {
            if (trie.EntryAt(node) is { Cue: Cue.NoSkill })
            {
                CueAt.Add(cues, Cue.NoSkill, start, places[at + 1], isHeading: false);
            }
            else if (trie.EntryAt(node) is { } found && (found.Exact is null || text.AsSpan(start).StartsWith(found.Exact)))
            {
                (entry, last) = (found, at);
            }

            at += 2;
            if (!trie.LeadsOn(node) || at == places.Length || !Joins(text, places[at - 1], places[at]))
            {
                break;
            }
        }

        var end = places[last + 1];
        if (entry?.Skill is { } skill)
        {
            names.Add(new SkillMatch { Skill = skill, Start = start, Length = end - start, IsAmbiguous = entry.Exact is not null });
            return last;
        }

        if (entry is not null)
        {
            CueAt.Add(cues, entry.Cue, start, end, IsHeading(text, start, end));
        }

        // "Not required" does not require.
        return entry?.Cue == Cue.NotNeeded ? last : word;
    }

    /// <summary>Leaves out names that are no skills here, or are not demanded, and all but the first mention. What is left is theirs until the next call of the thread.</summary>
    public List<SkillMatch> Confirm(string text, List<SkillMatch> matches, List<CueAt> cues)
    {
        var kept = Emptied(ref _confirmed);
        var seen = _seen ??= new Dictionary<string, int>(StringComparer.Ordinal);
        seen.Clear();
        var list = (Index: 0, First: 0);
        for (var i = 0; i < matches.Count; i++)
        {
            var match = matches[i];
            if ((match.IsAmbiguous && !SkillContext.IsSkill(text, matches, i, cues)) || SkillContext.IsWithinOther(cues, match.Start, match.Start + match.Length))
            {
                continue;
            }

            if (units.IsOthers(text, matches, i, ref list))
            {
                CollectionsMarshal.AsSpan(matches)[i].IsOthersUnit = true;
                continue;
            }

            var demand = SkillContext.DemandOf(text, match.Start, match.Start + match.Length, cues);
            if (demand == Demand.None)
            {
                continue;
            }

            match.IsRequired = demand == Demand.Required;
            if (!seen.TryAdd(match.Skill.Name, kept.Count))
            {
                // Asked for once is asked for.
                CollectionsMarshal.AsSpan(kept)[seen[match.Skill.Name]].IsRequired |= match.IsRequired;
                continue;
            }

            kept.Add(match);
        }

        return kept;
    }

    /// <summary>Whether only a space, a hyphen, a slash, a plus sign or the like stands between two words of a name.</summary>
    private static bool Joins(string text, int end, int start)
    {
        if (start - end > LongestGap)
        {
            return false;
        }

        for (var i = end; i < start; i++)
        {
            if (text[i] is not (' ' or '-' or '/' or '+' or '&' or '\'' or '’' or '‑' or '\u00A0'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a cue begins a short line, and ends it or has a colon behind it.</summary>
    private static bool IsHeading(string text, int start, int end)
    {
        var line = start;
        while (line > 0 && start - line < 8 && text[line - 1] is not '\n' and (' ' or '*' or '#' or '-' or '•' or '\t' or '\r'))
        {
            line--;
        }

        var isAtStart = line == 0 || text[line - 1] is '\n';
        var rest = text.AsSpan(end, Math.Min(LongestHeading, text.Length - end));
        var colon = rest.IndexOf(':');
        var stop = rest.IndexOf('\n');
        return (isAtStart && ((colon >= 0 && (stop < 0 || colon < stop) && colon <= 24) || (stop >= 0 && stop <= 24) || rest.Length == 0))
            || (colon is >= 0 and <= 2 && !isAtStart);
    }
}
