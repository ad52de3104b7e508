using System.Globalization;

namespace JobPilot.Evaluation.Reports;

/// <summary>What each metric should reach, from <c>Data/targets.tsv</c>.</summary>
internal sealed class Targets
{
    private readonly Dictionary<string, (double Floor, double Reach, double Stretch)> _rows;

    private Targets()
    {
        using var reader = new StreamReader(typeof(Targets).Assembly.GetManifestResourceStream("targets.tsv")!);
        _rows = reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('\t'))
            .ToDictionary(row => row[0], row => (Number(row[1]), Number(row[2]), Number(row[3])));
    }

    public static Targets Instance { get; } = new();

    /// <summary>Simple floor (a plain method that anyone would try first), reach, and stretch; null where nothing is asked.</summary>
    public (double Floor, double Reach, double Stretch)? Of(string metric) => _rows.TryGetValue(metric, out var row) ? row : null;

    /// <summary>How a value stands against them, in a word.</summary>
    public string Judge(Score score) => (score.Value, Of(score.Metric)) switch
    {
        (null, _) => "skipped",
        (_, null) => "",
        var (value, target) when Rounded(value) >= target.Value.Stretch => "stretch",
        var (value, target) when Rounded(value) >= target.Value.Reach => "reach",
        var (value, target) when Rounded(value) >= target.Value.Floor => "below reach",
        _ => "below the floor",
    };

    private static double Rounded(double? value) => Math.Round(value!.Value, 1);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
