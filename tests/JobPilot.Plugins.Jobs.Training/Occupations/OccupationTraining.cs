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
        List<string> rows = ["# Weights of the ranking of occupations (see JobPilot.Plugins.Jobs.Training). Columns: taxonomy, what, numbers."];
        foreach (var (taxonomy, occupations, field) in new[] { ("esco", OccupationFiles.Esco(folder), "esco_uri"), ("onet", OccupationFiles.Onet(folder), "soc") })
        {
            var index = new OccupationIndex(occupations);
            var trainer = RankingTrainer.Of(Examples(index, arguments.Whole("--titles", 10_000)));
            Console.WriteLine($"{taxonomy}: {trainer.Description}");
            var dev = Lines.Of(Path.Combine(data, "occupations", taxonomy + "_title_dev.jsonl")).Select(row => (Title: row["title"]!.GetValue<string>(), Code: row[field]!.GetValue<string>())).ToList();
            var weights = trainer.Train(arguments.Whole("--units", 12), arguments.Whole("--epochs", 8));
            Print(index, new OccupationRanking(trainer.Means, trainer.Deviations, weights), dev);
            rows.Add($"{taxonomy}\tmeans\t{Text(trainer.Means)}");
            rows.Add($"{taxonomy}\tdeviations\t{Text(trainer.Deviations)}");
            rows.Add($"{taxonomy}\tweights\t{Text(weights)}");
        }

        File.WriteAllLines(arguments.Text("--write", Path.Combine("plugins", "JobPilot.Plugins.Jobs", "Data", "occupation-ranking.tsv")), rows);
        return 0;
    }

    private static List<(List<Candidate> Candidates, int Right)> Examples(OccupationIndex index, int most)
    {
        var owners = index.Occupations.SelectMany(occupation => occupation.Titles.Append(occupation.Label).Distinct(StringComparer.OrdinalIgnoreCase))
            .GroupBy(title => title, StringComparer.OrdinalIgnoreCase).ToDictionary(group => group.Key, group => group.Count(), StringComparer.OrdinalIgnoreCase);
        var entries = index.Occupations.SelectMany((occupation, number) => occupation.Titles.Select((title, i) => (Title: title, Number: number, Entry: i + 1)))
            .Where(entry => owners[entry.Title] == 1).ToArray();
        new Random(7).Shuffle(entries);
        return [.. entries.Take(most).Select(entry =>
        {
            List<Candidate> candidates = [.. index.Find(entry.Title, (entry.Number, entry.Entry))];
            return (candidates, candidates.FindIndex(candidate => candidate.Occupation == entry.Number));
        }).Where(example => example.Item2 >= 0)];
    }

    private static void Print(OccupationIndex index, OccupationRanking ranking, List<(string Title, string Code)> rows)
    {
        var (first, among, group, found) = (0, 0, 0, 0);
        foreach (var (title, code) in rows)
        {
            var candidates = index.Find(title);
            ranking.Rank(candidates);
            var place = candidates.FindIndex(candidate => index.Occupations[candidate.Occupation].Code == code);
            first += place == 0 ? 1 : 0;
            among += place is >= 0 and < 5 ? 1 : 0;
            found += place >= 0 ? 1 : 0;
            group += candidates.Count > 0 && index.Occupations[candidates[0].Occupation].Group == index.Occupations.First(occupation => occupation.Code == code).Group ? 1 : 0;
        }

        string Share(int count) => (100.0 * count / rows.Count).ToString("0.0", CultureInfo.InvariantCulture);
        Console.WriteLine($"  top 1 {Share(first)}, top 5 {Share(among)}, group {Share(group)}, among the candidates {Share(found)}");
    }

    private static string Text(float[] numbers) => string.Join(' ', numbers.Select(number => number.ToString("0.####", CultureInfo.InvariantCulture)));
}
