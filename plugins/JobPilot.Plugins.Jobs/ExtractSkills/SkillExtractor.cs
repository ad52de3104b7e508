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
    private static Word[]? _words;

    [ThreadStatic]
    private static List<CueAt>? _cues;

    [ThreadStatic]
    private static Dictionary<string, int>? _seen;

    /// <summary>Finds the skills of a text, in order, each once.</summary>
    public List<SkillMatch> Extract(string text) => Confirm(text, FindNames(text, out var cues), cues);

    /// <summary>The names that stand in a text, in order, ambiguous ones not yet confirmed.</summary>
    /// <param name="text">The text.</param>
    /// <param name="cues">Words that say how far the skills around them are demanded; theirs until the next call of the thread.</param>
    public List<SkillMatch> FindNames(string text, out List<CueAt> cues)
    {
        cues = _cues ??= [];
        cues.Clear();
        return Match(text, Read(text), cues);
    }

    private static Span<Word> Read(string text)
    {
        var words = _words ??= new Word[512];
        var count = 0;
        var reader = new WordReader(text);
        while (reader.Read())
        {
            if (count == words.Length)
            {
                Array.Resize(ref words, count * 2);
            }

            words[count++] = new Word { Start = reader.Start, End = reader.End, Code = reader.Code };
        }

        // A text of a million words leaves no table of that size behind.
        _words = words.Length <= MostKept ? words : null;
        return words.AsSpan(0, count);
    }

    private List<SkillMatch> Match(string text, Span<Word> words, List<CueAt> cues)
    {
        var matches = new List<SkillMatch>();
        for (var i = 0; i < words.Length; i++)
        {
            var node = trie.MayBegin(words[i].Code) ? trie.Next(0, words[i].Hash(text)) : 0;
            if (node == 0)
            {
                continue;
            }

            TermEntry? entry = null;
            var last = i;
            for (var at = i; node != 0; node = trie.Next(node, words[at].Hash(text)))
            {
                if (trie.EntryAt(node) is { Cue: Cue.NoSkill })
                {
                    CueAt.Add(cues, Cue.NoSkill, words[i].Start, words[at].End, isHeading: false);
                }
                else if (trie.EntryAt(node) is { } found && (found.Exact is null || text.AsSpan(words[i].Start).StartsWith(found.Exact)))
                {
                    (entry, last) = (found, at);
                }

                if (!trie.LeadsOn(node) || ++at == words.Length || !Joins(text, words[at - 1].End, words[at].Start))
                {
                    break;
                }
            }

            if (entry is null)
            {
                continue;
            }

            var (start, end) = (words[i].Start, words[last].End);
            if (entry.Skill is { } skill)
            {
                matches.Add(new SkillMatch { Skill = skill, Start = start, Length = end - start, IsAmbiguous = entry.Exact is not null });
                i = last;
            }
            else
            {
                CueAt.Add(cues, entry.Cue, start, end, IsHeading(text, start, end));

                // "Not required" does not require.
                i = entry.Cue == Cue.NotNeeded ? last : i;
            }
        }

        return matches;
    }

    /// <summary>Leaves out names that are no skills here, or are not demanded, and all but the first mention.</summary>
    public List<SkillMatch> Confirm(string text, List<SkillMatch> matches, List<CueAt> cues)
    {
        var kept = new List<SkillMatch>(matches.Count);
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

    /// <summary>Whether only a space, a hyphen, a slash or the like stands between two words of a name.</summary>
    private static bool Joins(string text, int end, int start)
    {
        if (start - end > LongestGap)
        {
            return false;
        }

        for (var i = end; i < start; i++)
        {
            if (text[i] is not (' ' or '-' or '/' or '&' or '\'' or '’' or '‑' or '\u00A0'))
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

    private struct Word
    {
        public int Start;

        public int End;

        public int Code;

        private ulong _hash;

        /// <summary>The hash, computed when it is first asked for.</summary>
        public ulong Hash(string text) => _hash != 0 ? _hash : _hash = WordReader.HashOf(text.AsSpan(Start, End - Start));
    }
}
