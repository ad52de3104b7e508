using System.Runtime.InteropServices;

namespace JobPilot.Plugins.Jobs.ExtractSkills;

/// <summary>
/// Finds skills in one pass over the words of a text: the longest name at each place counts. Cues in the same trie tell sections and sentences
/// that ask from those that welcome. Thread-safe.
/// </summary>
internal sealed class SkillExtractor(TermTrie trie)
{
    private const int LongestName = 9;
    private const int LongestGap = 3;
    private const int LongestHeading = 60;
    private const int Neighbour = 40;
    private const int MostKept = 16 * 1024;

    [ThreadStatic]
    private static Word[]? _words;

    [ThreadStatic]
    private static List<CueAt>? _cues;

    /// <summary>Finds the skills of a text, in order, each once.</summary>
    public List<SkillMatch> Extract(string text)
    {
        var cues = _cues ??= [];
        cues.Clear();
        var matches = Match(text, Read(text), cues);
        return Confirm(text, matches, cues);
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
                if (trie.EntryAt(node) is { } found && (found.Exact is null || text.AsSpan(words[i].Start).StartsWith(found.Exact)))
                {
                    (entry, last) = (found, at);
                }

                if (!trie.LeadsOn(node) || ++at == words.Length || at - i >= LongestName || !Joins(text, words[at - 1].End, words[at].Start))
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
                cues.Add(new CueAt(entry.Cue, start, end, IsHeading(text, start, end)));
            }
        }

        return matches;
    }

    private static List<SkillMatch> Confirm(string text, List<SkillMatch> matches, List<CueAt> cues)
    {
        var kept = new List<SkillMatch>(matches.Count);
        var seen = new Dictionary<string, int>(matches.Count, StringComparer.Ordinal);
        for (var i = 0; i < matches.Count; i++)
        {
            var match = matches[i];
            if (match.IsAmbiguous && !IsSkillHere(text, matches, i, cues))
            {
                continue;
            }

            match.IsRequired = IsRequired(text, match, cues);
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

    private static bool IsSkillHere(string text, List<SkillMatch> matches, int index, List<CueAt> cues)
    {
        var match = matches[index];
        foreach (var at in (ReadOnlySpan<int>)[index - 1, index + 1])
        {
            if (at < 0 || at >= matches.Count || matches[at].Skill.Kind == "ability" || (matches[at].IsAmbiguous && matches[at].Skill == match.Skill))
            {
                continue;
            }

            var other = matches[at];
            var (from, to) = at < index ? (other.Start + other.Length, match.Start) : (match.Start + match.Length, other.Start);
            if (to - from <= Neighbour && text.AsSpan(from, Math.Max(0, to - from)).IndexOfAny('.', '\n') < 0)
            {
                return true;
            }
        }

        foreach (var cue in cues)
        {
            if (cue.Kind == Cue.Context && ((cue.End <= match.Start && match.Start - cue.End <= 24 && text.AsSpan(cue.End, match.Start - cue.End).IndexOfAny('.', '\n') < 0)
                || (cue.Start >= match.Start + match.Length && cue.Start - match.Start - match.Length <= 2)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsRequired(string text, in SkillMatch match, List<CueAt> cues)
    {
        var section = Cue.Required;
        foreach (var cue in cues)
        {
            if (cue.Kind == Cue.Context)
            {
                continue;
            }

            if (cue.IsHeading && cue.Start < match.Start)
            {
                section = cue.Kind;
            }
            else if ((cue.Kind == Cue.Preferred || (cue.Kind == Cue.PreferredNext && cue.Start < match.Start)) && IsSameSentence(text, match, cue))
            {
                return false;
            }
        }

        return section == Cue.Required;
    }

    private static bool IsSameSentence(string text, in SkillMatch match, in CueAt cue)
    {
        var (from, to) = cue.Start < match.Start ? (cue.End, match.Start) : (match.Start + match.Length, cue.Start);
        if (to < from)
        {
            return true;
        }

        if (to - from > 160)
        {
            return false;
        }

        var between = text.AsSpan(from, to - from);
        return between.IndexOfAny('\n', ';', '•') < 0 && between.IndexOf(". ", StringComparison.Ordinal) < 0;
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

    private readonly record struct CueAt(Cue Kind, int Start, int End, bool IsHeading);
}
