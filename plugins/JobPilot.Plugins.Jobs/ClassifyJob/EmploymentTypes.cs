using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.ClassifyJob;

/// <summary>Brings a source's types of employment to those of the canonical listing, and finds them in titles. Thread-safe.</summary>
internal sealed class EmploymentTypes
{
    private static readonly Lazy<EmploymentTypes> Loaded = new(() => new EmploymentTypes());
    private readonly (string Phrase, string Type)[] _values;
    private readonly (string Phrase, string Type)[] _titles;
    private readonly HashSet<string> _known;

    private EmploymentTypes()
    {
        var rows = EmbeddedText.Rows("employment-types.tsv").ToList();
        (string, string)[] In(string place) =>
            [.. rows.Where(row => row[2].Contains(place, StringComparison.Ordinal)).Select(row => (row[1], row[0])).OrderByDescending(row => row.Item1.Length)];
        _values = In("value");
        _titles = In("title");
        _known = [.. rows.Select(row => row[0])];
    }

    /// <summary>The types, loaded on first use.</summary>
    public static EmploymentTypes Instance => Loaded.Value;

    /// <summary>The type that a source's value stands for; null for none.</summary>
    public string? OfValue(string value)
    {
        if (_known.Contains(value))
        {
            return value;
        }

        var folded = Folding.Fold(value).Replace('_', ' ');
        foreach (var (phrase, type) in _values)
        {
            if (Folding.FindPhrase(folded, phrase) >= 0)
            {
                return type;
            }
        }

        return null;
    }

    /// <summary>The types that a title names.</summary>
    public IReadOnlyList<string> OfTitle(string title)
    {
        Span<char> buffer = title.Length <= 256 ? stackalloc char[title.Length] : new char[title.Length];
        Folding.Fold(title, buffer);
        List<string>? types = null;
        foreach (var (phrase, type) in _titles)
        {
            if (types?.Contains(type) != true && Folding.FindPhrase(buffer, phrase) >= 0)
            {
                (types ??= []).Add(type);
            }
        }

        return types ?? [];
    }
}
