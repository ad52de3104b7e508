using JobPilot.Plugins.Jobs.Rules;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.ScoreQuality;

/// <summary>
/// Phrases by which invented postings give themselves away, from <c>scam-phrases.tsv</c>: they ask for money, or lead the applicant to a messenger. Thread-safe.
/// </summary>
internal sealed class ScamSignals
{
    private const string File = "scam-phrases.tsv";
    private const string DenialFile = "denials.tsv";
    private static readonly Lazy<ScamSignals> Loaded = new(() => new ScamSignals(RuleSet.Shipped));
    private const int MostOnStack = 64;
    private const int LongestWarning = 240;

    private readonly RuleSet _rules;
    private readonly QualityFlags _flags;

    /// <summary>Words that make a warning of what follows them in the sentence.</summary>
    private readonly string[] _denials;
    private readonly (string Flag, string Says)[] _kinds;

    // Phrases by the low five bits of their first three letters, which are the same for capitals.
    private readonly Dictionary<int, Signal[]> _byStart;
    private readonly Beginnings _starts;

    private ScamSignals(RuleSet rules)
    {
        _rules = rules;
        _flags = QualityFlags.Of(rules);
        _denials = [.. rules.Rows(DenialFile).Select(row => row[0])];
        var rows = rules.Rows(File).ToList();
        var named = rows.Select(row => row[0]).ToHashSet(StringComparer.Ordinal);
        _kinds = [.. _flags.All.Where(flag => named.Contains(flag.Flag))];
        var kinds = _kinds.Select((kind, at) => (kind.Flag, At: at)).ToDictionary(kind => kind.Flag, kind => kind.At, StringComparer.Ordinal);
        _byStart = rows.Where(row => kinds.ContainsKey(row[0])).Select(row => new Signal(row[1], kinds[row[0]], row.UserId))
            .GroupBy(signal => Start(signal.Phrase)).ToDictionary(group => group.Key, group => group.ToArray());
        _starts = new Beginnings(_byStart.Values.SelectMany(signals => signals).Select(signal => signal.Phrase));
    }

    /// <summary>The signals, with what the user's files change; the shipped ones are loaded on first use.</summary>
    public static ScamSignals Of(RuleSet rules) => rules.Changes(File) || rules.Changes(QualityFlags.File) || rules.Changes(DenialFile) ? new ScamSignals(rules) : Loaded.Value;

    /// <summary>Adds a flag for each kind of signal that the text holds, with the place of its first phrase.</summary>
    public void Find(string text, List<QualityFlag> flags)
    {
        Span<int> found = _kinds.Length <= MostOnStack ? stackalloc int[_kinds.Length] : new int[_kinds.Length];
        found.Fill(-1);
        string?[]? rules = null;
        foreach (var at in _starts.In(text))
        {
            if (at + 2 < text.Length)
            {
                Check(text, at, Start(text.AsSpan(at)), found, ref rules);
            }
        }

        for (var kind = 0; kind < found.Length; kind++)
        {
            if (found[kind] >= 0)
            {
                var rule = rules?[kind] is { } id ? $" ({id})" : "";
                _flags.Raise(flags, _kinds[kind].Flag, $"The description {_kinds[kind].Says}, at character {found[kind]}{rule}.");
            }
        }
    }

    private void Check(string text, int at, int code, Span<int> found, ref string?[]? rules)
    {
        foreach (var (phrase, kind, userId) in _byStart[code])
        {
            if (found[kind] < 0 && MayEnd(text, at + phrase.Length - 1, phrase[^1]) && text.AsSpan(at).StartsWith(phrase, StringComparison.OrdinalIgnoreCase)
                && !(char.IsLetter(phrase[^1]) && Folding.IsWordAt(text, at + phrase.Length)) && !HasDenial(SentenceBefore(text, at), _denials))
            {
                found[kind] = at;
                if ((userId ?? ChangedDenial(text, at)) is { } id)
                {
                    (rules ??= new string?[found.Length])[kind] = id;
                }
            }
        }
    }

    /// <summary>Whether a phrase's last letter may stand at a place: told of two letters of ASCII, it saves most comparisons of the whole.</summary>
    private static bool MayEnd(string text, int at, char last) => at < text.Length && (text[at] > 127 || last > 127 || (text[at] | 0x20) == (last | 0x20));

    /// <summary>The user's change of the denials, where the shipped ones would have made a warning of what follows; null elsewhere.</summary>
    private string? ChangedDenial(string text, int at) =>
        _rules.Changes(DenialFile) && HasDenial(SentenceBefore(text, at), Loaded.Value._denials) ? _rules.Responsible(SentenceBefore(text, at).ToString(), DenialFile) : null;

    private static ReadOnlySpan<char> SentenceBefore(string text, int at)
    {
        var before = text.AsSpan(0, at);
        var sentence = before[Math.Max(0, before.Length - LongestWarning)..];
        return sentence[(sentence.LastIndexOfAny(".!?\n") + 1)..];
    }

    /// <summary>Whether a sentence denies what follows: "We will never ask you to pay a fee".</summary>
    private static bool HasDenial(ReadOnlySpan<char> sentence, string[] denials)
    {
        foreach (var word in denials)
        {
            if (sentence.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static int Start(ReadOnlySpan<char> phrase) => ((phrase[0] & 31) << 10) | ((phrase[1] & 31) << 5) | (phrase[2] & 31);

    private sealed record Signal(string Phrase, int Kind, string? UserId);
}
