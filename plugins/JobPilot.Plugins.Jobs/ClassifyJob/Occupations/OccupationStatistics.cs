using JobPilot.Plugins.Jobs.Taxonomies;

namespace JobPilot.Plugins.Jobs.ClassifyJob.Occupations;

/// <summary>What all titles of an occupation say together.</summary>
internal sealed class OccupationStatistics
{
    private readonly List<(IndexedTitle Title, List<int> Words, List<int> Groups)> _entries = [];

    private OccupationStatistics(TermCounts group) => Group = group;

    /// <summary>Its words.</summary>
    public TermCounts Words { get; } = new();

    /// <summary>Its groups of letters.</summary>
    public TermCounts Groups { get; } = new();

    /// <summary>The heads of its titles.</summary>
    public TermCounts Heads { get; } = new();

    /// <summary>The words of all occupations of its group.</summary>
    public TermCounts Group { get; }

    /// <summary>How many titles it has.</summary>
    public int Titles => _entries.Count;

    /// <summary>The words of its description.</summary>
    public TermWeight[] Description { get; set; } = [];

    /// <summary>Counts the titles of all occupations.</summary>
    public static OccupationStatistics[] Of(List<Occupation> occupations, List<IndexedTitle> titles, List<(List<int> Words, List<int> Groups, int Occupation)> terms)
    {
        var groups = new Dictionary<string, TermCounts>(StringComparer.Ordinal);
        var all = occupations.ConvertAll(occupation =>
        {
            if (!groups.TryGetValue(occupation.Group, out var group))
            {
                groups.Add(occupation.Group, group = new TermCounts());
            }

            return new OccupationStatistics(group);
        });
        for (var i = 0; i < titles.Count; i++)
        {
            all[titles[i].Occupation].Add(titles[i], terms[i].Words, terms[i].Groups);
        }

        return [.. all];
    }

    /// <summary>Ends the counting.</summary>
    public void Measure(Func<int, float> wordWeight, Func<int, float> groupWeight)
    {
        Words.Measure(wordWeight);
        Groups.Measure(groupWeight);
        Group.Measure(wordWeight);
    }

    /// <summary>What one of the titles adds, all its forms together.</summary>
    public OccupationStatistics Without(int entry)
    {
        var part = new OccupationStatistics(Group);
        foreach (var (title, words, groups) in _entries)
        {
            if (title.Entry == entry)
            {
                part.Count(title, words, groups);
                part._entries.Add((title, words, groups));
            }
        }

        return part;
    }

    private void Add(IndexedTitle title, List<int> words, List<int> groups)
    {
        _entries.Add((title, words, groups));
        Count(title, words, groups);
        foreach (var word in title.Words)
        {
            Group.Add(word);
        }
    }

    private void Count(IndexedTitle title, List<int> words, List<int> groups)
    {
        foreach (var word in words.Distinct())
        {
            Words.Add(word);
        }

        foreach (var group in groups.Distinct())
        {
            Groups.Add(group);
        }

        Heads.Add(title.Head);
    }
}
