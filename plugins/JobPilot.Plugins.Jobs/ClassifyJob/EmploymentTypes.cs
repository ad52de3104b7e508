using System.Text.Json;
using JobPilot.Plugins.Jobs.Rules;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.ClassifyJob;

/// <summary>Brings a source's types of employment to those of the canonical listing, and finds them in titles. Thread-safe.</summary>
internal sealed class EmploymentTypes
{
    /// <summary>The shipped table.</summary>
    public const string File = "employment-types.tsv";

    private static readonly Lazy<EmploymentTypes> Loaded = new(() => new EmploymentTypes(RuleSet.Shipped));
    private readonly (string Phrase, EmploymentType Type)[] _values;
    private readonly (EmploymentPhrase Phrase, EmploymentType Type)[] _titles;
    private readonly HashSet<string> _known;

    /// <summary>A list of each of them alone, as a record has it.</summary>
    private readonly byte[][] _lists;

    private EmploymentTypes(RuleSet rules)
    {
        var rows = rules.Rows(File).ToList();
        IEnumerable<RuleRow> In(string place) => rows.Where(row => row[2].Contains(place, StringComparison.Ordinal)).OrderByDescending(row => row[1].Length);
        _values = [.. In("value").Select(row => (row[1], new EmploymentType(row[0], row.UserId)))];
        _titles = [.. In("title").Select(row => (EmploymentPhrase.Of(row), new EmploymentType(row[0], row.UserId)))];
        _known = [.. rows.Select(row => row[0])];
        _lists = [.. _known.Select(type => JsonSerializer.SerializeToUtf8Bytes((string[])[type]))];
    }

    /// <summary>The types, loaded on first use.</summary>
    public static EmploymentTypes Instance => Loaded.Value;

    /// <summary>The types with what the user's files change.</summary>
    public static EmploymentTypes Of(RuleSet rules) => rules.Changes(File) ? new EmploymentTypes(rules) : Instance;

    /// <summary>Whether a field as the record's text has it is a list of one type under its canonical name, as most sources' are: told without looking into it.</summary>
    public bool IsOneCanonical(ReadOnlySpan<byte> json)
    {
        foreach (var list in _lists)
        {
            if (json.SequenceEqual(list))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The type that a source's value stands for; null for none.</summary>
    public EmploymentType? OfValue(string value)
    {
        if (_known.Contains(value))
        {
            return new EmploymentType(value, null);
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
    public IReadOnlyList<EmploymentType> OfTitle(string title)
    {
        Span<char> buffer = title.Length <= 256 ? stackalloc char[title.Length] : new char[title.Length];
        Folding.Fold(title, buffer);
        List<EmploymentType>? types = null;
        foreach (var (phrase, type) in _titles)
        {
            if (types?.Exists(known => known.Name == type.Name) != true && phrase.IsIn(buffer))
            {
                (types ??= []).Add(type);
            }
        }

        return types ?? [];
    }
}
