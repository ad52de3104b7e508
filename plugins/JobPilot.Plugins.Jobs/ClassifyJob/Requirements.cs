using System.Runtime.InteropServices;

namespace JobPilot.Plugins.Jobs.ClassifyJob;

/// <summary>What a description demands.</summary>
internal sealed class Requirements
{
    private List<Finding<string>>? _types;

    /// <summary>The first general demand of years; null without.</summary>
    public Finding<(double? Min, double? Max)>? Experience { get; set; }

    /// <summary>The lowest accepted level, an index of <see cref="EducationRule.Levels"/>; null without.</summary>
    public Finding<int>? Education { get; set; }

    /// <summary>Types of employment in order of mention, each once.</summary>
    public IReadOnlyList<Finding<string>> Types => _types ?? (IReadOnlyList<Finding<string>>)[];

    /// <summary>Adds a type of employment that was not found before.</summary>
    public void AddType(Finding<string> type) => (_types ??= []).Add(type);

    /// <summary>Whether a type of employment was found.</summary>
    public bool HasType(string type)
    {
        foreach (var known in CollectionsMarshal.AsSpan(_types))
        {
            if (known.Value == type)
            {
                return true;
            }
        }

        return false;
    }
}
