using JobPilot.Plugins.Jobs.Rules;
using JobPilot.Plugins.Jobs.Taxonomies;

namespace JobPilot.Plugins.Jobs.ExtractSkills.Linking;

/// <summary>
/// Finds the skills of a taxonomy that a sentence speaks of: how much of a label the sentence covers, how much of the sentence the label, how close the
/// words stand; and by phrases that postings use for what taxonomies name otherwise ("eye for detail"). Built once, then read by many threads.
/// </summary>
internal sealed class SkillLinker
{
    private const float WeakShare = 0.35f;
    private const float FarShare = 0.75f;
    private const float MostWeight = 12;
    private const float PhraseShare = 1.1f;
    private const float BestScore = 1.25f;
    private const int MostWords = 300;
    private readonly List<TaxonomySkill> _skills;
    private readonly List<(int Skill, int[] Words, float Weight, float Length)> _labels = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly float[] _weights;
    private readonly float[] _rarities;
    private readonly int[][] _labelsOfWord;
    private readonly Dictionary<string, List<(string[] Phrase, int[] Words)>> _phrases = new(StringComparer.Ordinal);

    /// <summary>Builds the index.</summary>
    /// <param name="skills">The skills of the taxonomy.</param>
    /// <param name="rules">The rules of the processor: phrases and what they are looked up by.</param>
    public SkillLinker(List<TaxonomySkill> skills, RuleSet rules)
    {
        _skills = skills;
        var labels = skills.SelectMany((skill, number) => skill.Names.Prepend(skill.Label).Select(label => (Number: number, Words: Numbers(label, true)))).Where(label => label.Words.Length > 0).ToList();
        var counts = new int[_numbers.Count];
        foreach (var word in labels.SelectMany(label => label.Words))
        {
            counts[word]++;
        }

        _rarities = Array.ConvertAll(counts, count => MathF.Log((labels.Count + 1) / (count + 0.5f)));
        _weights = [.. _rarities];
        foreach (var (word, number) in _numbers)
        {
            _weights[number] *= LinkWords.Instance.IsWeak(word) ? WeakShare : 1;
        }

        var lists = Array.ConvertAll(counts, count => new List<int>(count));
        foreach (var (number, words) in labels)
        {
            Array.ForEach(words, word => lists[word].Add(_labels.Count));
            _labels.Add((number, words, words.Sum(word => _weights[word]), MathF.Sqrt(words.Sum(word => _weights[word] * _weights[word]))));
        }

        _labelsOfWord = Array.ConvertAll(lists, list => list.ToArray());
        foreach (var row in rules.Rows("skill-phrases.tsv"))
        {
            AddPhrase(row[0], row[1]);
        }
    }

    /// <summary>Finds the skills of a sentence.</summary>
    /// <param name="sentence">The sentence.</param>
    /// <param name="most">How many are wanted.</param>
    /// <param name="least">Least confidence, 0..1.</param>
    /// <returns>The surest first, each once.</returns>
    public List<SkillLink> Find(ReadOnlySpan<char> sentence, int most, double least)
    {
        var words = new List<string?>();
        LinkWords.Instance.Split(sentence, words);
        if (words.Count > MostWords)
        {
            words.RemoveRange(MostWords, words.Count - MostWords);
        }

        var scores = new Dictionary<int, float>();
        ByWords(words, scores);
        ByPhrases(words, scores);
        return [.. scores.Select(pair => new SkillLink(_skills[pair.Key], Math.Round(Math.Min(1, pair.Value / BestScore), 4)))
            .Where(link => link.Confidence >= least).OrderByDescending(link => link.Confidence).ThenBy(link => link.Skill.Label, StringComparer.Ordinal).Take(most)];
    }

    private int[] Numbers(string text, bool isNew)
    {
        var words = new List<string?>();
        LinkWords.Instance.Split(text, words);
        var numbers = new List<int>();
        foreach (var word in words)
        {
            if (word is null)
            {
                continue;
            }

            if (!_numbers.TryGetValue(word, out var number) && isNew)
            {
                _numbers.Add(word, number = _numbers.Count);
            }
            else if (!_numbers.ContainsKey(word))
            {
                continue;
            }

            if (!numbers.Contains(number))
            {
                numbers.Add(number);
            }
        }

        return [.. numbers];
    }

    private void AddPhrase(string phrase, string asked)
    {
        var words = new List<string?>();
        LinkWords.Instance.Split(phrase, words);
        string[] stems = [.. words.Select(word => word ?? "")];
        var numbers = Numbers(asked, false);
        if (numbers.Length > 0 && stems.Length > 0)
        {
            (_phrases.TryGetValue(stems[0], out var list) ? list : _phrases[stems[0]] = []).Add((stems, numbers));
        }
    }

    private void ByWords(List<string?> words, Dictionary<int, float> scores)
    {
        var places = new Dictionary<int, List<int>>();
        var unknown = 0;
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i] is not { } word)
            {
                continue;
            }

            if (!_numbers.TryGetValue(word, out var number))
            {
                unknown++;
                continue;
            }

            (places.TryGetValue(number, out var list) ? list : places[number] = []).Add(i);
        }

        var rarest = MathF.Log((_labels.Count + 1) / 0.5f);
        var length = MathF.Sqrt(places.Keys.Sum(word => _weights[word] * _weights[word]) + (unknown * rarest * rarest)) + 1e-6f;
        var hits = new Dictionary<int, List<int>>();
        foreach (var word in places.Keys)
        {
            foreach (var label in _labelsOfWord[word])
            {
                (hits.TryGetValue(label, out var list) ? list : hits[label] = []).Add(word);
            }
        }

        foreach (var (number, shared) in hits)
        {
            var label = _labels[number];
            var weight = shared.Sum(word => _weights[word]);
            var covered = weight / label.Weight;
            var likeness = shared.Sum(word => _weights[word] * _weights[word]) / length / label.Length;
            covered *= shared.Count > 1 && Reach(shared, places) > (2 * label.Words.Length) + 2 ? FarShare : 1;
            Raise(scores, label.Skill, (0.5f * covered * covered) + (0.5f * likeness) + (0.25f * covered * covered * MathF.Min(weight, MostWeight) / MostWeight));
        }
    }

    private void ByPhrases(List<string?> words, Dictionary<int, float> scores)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (!_phrases.TryGetValue(words[i] ?? "", out var phrases))
            {
                continue;
            }

            foreach (var (phrase, asked) in phrases)
            {
                if (i + phrase.Length <= words.Count && Enumerable.Range(0, phrase.Length).All(at => (words[i + at] ?? "") == phrase[at]))
                {
                    AskFor(asked, scores);
                }
            }
        }
    }

    private void AskFor(int[] asked, Dictionary<int, float> scores)
    {
        var all = asked.Sum(word => _rarities[word]);
        var found = new Dictionary<int, float>();
        foreach (var word in asked)
        {
            foreach (var label in _labelsOfWord[word])
            {
                found[label] = found.GetValueOrDefault(label) + _rarities[word];
            }
        }

        foreach (var (number, weight) in found)
        {
            Raise(scores, _labels[number].Skill, PhraseShare * weight / _labels[number].Words.Sum(word => _rarities[word]) * weight / all);
        }
    }

    private static void Raise(Dictionary<int, float> scores, int skill, float score) => scores[skill] = MathF.Max(score, scores.GetValueOrDefault(skill));

    /// <summary>In how many words of the sentence all shared words stand.</summary>
    private static int Reach(List<int> shared, Dictionary<int, List<int>> places)
    {
        var all = shared.SelectMany((word, i) => places[word].Select(place => (Place: place, Word: i))).Order().ToList();
        var best = int.MaxValue;
        for (var from = 0; from < all.Count; from++)
        {
            var seen = new HashSet<int>();
            for (var to = from; to < all.Count; to++)
            {
                seen.Add(all[to].Word);
                if (seen.Count == shared.Count)
                {
                    best = Math.Min(best, all[to].Place - all[from].Place);
                    break;
                }
            }
        }

        return best;
    }
}
