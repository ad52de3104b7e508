using System.Globalization;
using JobPilot.Plugins.Jobs.Rules;

namespace JobPilot.Plugins.Jobs.ScoreQuality;

/// <summary>What each flag costs, from <c>quality-flags.tsv</c>. Immutable once loaded.</summary>
internal sealed class QualityFlags
{
    /// <summary>The shipped table.</summary>
    public const string File = "quality-flags.tsv";

    private static readonly Lazy<QualityFlags> Loaded = new(() => new QualityFlags(RuleSet.Shipped));
    private readonly Dictionary<string, double> _costs = new(StringComparer.Ordinal);

    private QualityFlags(RuleSet rules)
    {
        var all = new List<(string, string)>();
        foreach (var row in rules.Rows(File))
        {
            _costs.TryAdd(row[0], double.Parse(row[1], CultureInfo.InvariantCulture));
            all.Add((row[0], row.Length > 2 && row[2].Length > 0 ? row[2] : "holds one of its phrases"));
        }

        All = all;
    }

    /// <summary>The flags, loaded on first use.</summary>
    public static QualityFlags Instance => Loaded.Value;

    /// <summary>The flags, in order, and what a description does that has one of their phrases: "asks for money".</summary>
    public IReadOnlyList<(string Flag, string Says)> All { get; }

    /// <summary>The flags with what the user's files change.</summary>
    public static QualityFlags Of(RuleSet rules) => rules.Changes(File) ? new QualityFlags(rules) : Instance;

    /// <summary>Raises a flag, unless it was removed.</summary>
    public void Raise(List<QualityFlag> flags, string name, string reason)
    {
        if (_costs.TryGetValue(name, out var cost))
        {
            flags.Add(new QualityFlag(name, reason, cost));
        }
    }
}
