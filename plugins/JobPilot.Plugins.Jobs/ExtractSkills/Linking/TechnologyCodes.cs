using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.ExtractSkills.Linking;

/// <summary>Codes of technologies by their names, with and without the maker's ("Microsoft Excel").</summary>
internal sealed class TechnologyCodes
{
    private static readonly string[] Makers = ["adobe ", "amazon ", "apache ", "apple ", "atlassian ", "autodesk ", "google ", "ibm ", "intuit ", "microsoft ", "oracle ", "sap ", "the mathworks "];
    private readonly Dictionary<string, string> _codes = new(StringComparer.Ordinal);

    /// <summary>Takes in names and codes.</summary>
    public TechnologyCodes(List<(string Name, string Code)> technologies)
    {
        Names = technologies.ConvertAll(technology => technology.Name);
        foreach (var (name, code) in technologies)
        {
            _codes.TryAdd(Folding.Fold(name), code);
        }

        foreach (var (name, code) in technologies)
        {
            var folded = Folding.Fold(name);
            if (Array.Find(Makers, maker => folded.StartsWith(maker, StringComparison.Ordinal)) is { } maker)
            {
                _codes.TryAdd(folded[maker.Length..], code);
            }
        }
    }

    /// <summary>The names, as they are written.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The code of a technology; null where it has none.</summary>
    public string? CodeOf(string name) => _codes.GetValueOrDefault(Folding.Fold(name));
}
