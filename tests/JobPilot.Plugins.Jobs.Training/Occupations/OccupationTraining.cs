using System.Globalization;
using JobPilot.Plugins.Jobs.ClassifyJob.Occupations;
using JobPilot.Plugins.Jobs.Taxonomies;

namespace JobPilot.Plugins.Jobs.Training.Occupations;

/// <summary>
/// Trains the ranking of occupations on the titles of the lists: each title that one occupation alone has is asked for as if the list did not hold it.
/// The labelled files choose nothing but what is printed.
/// </summary>
internal static class OccupationTraining
{
    public static int Run(TrainingArguments arguments)
    {
        var data = arguments.Text("--data", Path.Combine("..", "shared", "data"));
        var folder = new TaxonomyFolder("training", "--data", Path.Combine(data, "occupations"));
        var (esco, onet) = (new OccupationIndex(OccupationFiles.Esco(folder)), new OccupationIndex(OccupationFiles.Onet(folder)));
        List<string> rows = ["# Weights of the ranking of occupations (see JobPilot.Plugins.Jobs.Training). Columns: taxonomy, what, numbers."];
        foreach (var (name, index, code) in new[] { ("esco", esco, "esco_uri"), ("onet", onet, "soc") })
        {
            Print(name, index, new OccupationFinder(index, Train(name, index)), Dev(data, name, code));
        }

        File.WriteAllLines(arguments.Text("--write", Path.Combine("plugins", "JobPilot.Plugins.Jobs", "Data", "occupation-ranking.tsv")), rows);
        return 0;

        OccupationRanking Train(string name, OccupationIndex index)
        {
            var trainer = RankingTrainer.Of(Examples(index, arguments.Whole("--titles", 10_000)));
            Console.WriteLine($"{name}: {trainer.Description}");
            var weights = trainer.Train(arguments.Whole("--units", 12), arguments.Whole("--epochs", 8), arguments.Whole("--seeds", 3));
            rows.AddRange([$"{name}\tmeans\t{Text(trainer.Means)}", $"{name}\tdeviations\t{Text(trainer.Deviations)}", $"{name}\tweights\t{Text(weights)}"]);
            return new OccupationRanking(trainer.Means, trainer.Deviations, weights);
        }
    }

    private static List<(string Title, string Code)> Dev(string data, string taxonomy, string field) =>
        [.. Lines.Of(Path.Combine(data, "occupations", taxonomy + "_title_dev.jsonl")).Select(row => (row["title"]!.GetValue<string>(), row[field]!.GetValue<string>()))];

    /// <summary>The titles that the ranking is trained on: of those that one occupation alone has, so many, drawn by chance but the same each time.</summary>
    public static (string Title, int Number, int Entry)[] Entries(IReadOnlyList<Occupation> occupations, int most)
    {
        var owners = occupations.SelectMany(occupation => occupation.Titles.Append(occupation.Label).Distinct(StringComparer.OrdinalIgnoreCase))
            .GroupBy(title => title, StringComparer.OrdinalIgnoreCase).ToDictionary(group => group.Key, group => group.Count(), StringComparer.OrdinalIgnoreCase);
        var entries = occupations.SelectMany((occupation, number) => occupation.Titles.Select((title, i) => (Title: title, Number: number, Entry: i + 1)))
            .Where(entry => owners[entry.Title] == 1).ToArray();
        new Random(7).Shuffle(entries);
        return entries[..Math.Min(most, entries.Length)];
    }

    private static List<(List<Candidate> Candidates, int Right)> Examples(OccupationIndex index, int most)
    {
        return [.. Entries(index.Occupations, most).Select(entry =>
        {
            var candidates = index.Find(entry.Title, (entry.Number, entry.Entry));
            return (candidates, candidates.FindIndex(candidate => candidate.Occupation == entry.Number));
        }).Where(example => example.Item2 >= 0)];
    }

    private static void Print(string name, OccupationIndex index, OccupationFinder finder, List<(string Title, string Code)> rows)
    {
        var (first, among, group, found) = (0, 0, 0, 0);
        foreach (var (title, code) in rows)
        {
            var candidates = finder.Rank(title);
            var place = candidates.FindIndex(candidate => index.Occupations[candidate.Occupation].Code == code);
            first += place == 0 ? 1 : 0;
            among += place is >= 0 and < 5 ? 1 : 0;
            found += place >= 0 ? 1 : 0;
            group += candidates.Count > 0 && index.Occupations[candidates[0].Occupation].Group == index.Occupations.First(occupation => occupation.Code == code).Group ? 1 : 0;
        }

        string Share(int count) => (100.0 * count / rows.Count).ToString("0.0", CultureInfo.InvariantCulture);
        Console.WriteLine($"{name}: top 1 {Share(first)}, top 5 {Share(among)}, group {Share(group)}, among the candidates {Share(found)}");
    }

    private static string Text(float[] numbers) => string.Join(' ', numbers.Select(number => number.ToString("0.####", CultureInfo.InvariantCulture)));
}
