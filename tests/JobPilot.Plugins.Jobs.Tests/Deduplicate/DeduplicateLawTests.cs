using System.Text.Json.Nodes;
using JobPilot.Plugins.Jobs.Deduplicate;
using JobPilot.Testing;

namespace JobPilot.Plugins.Jobs.Tests.Deduplicate;

/// <summary>The law: the final rows depend neither on the order of arrival nor on repeats nor on restarts.</summary>
public class DeduplicateLawTests
{
    [Fact]
    public void Process_AnyOrderRepeatsAndRestarts_GiveTheSameRows()
    {
        for (var seed = 0; seed < 150; seed++)
        {
            var random = new Random(seed);
            var postings = Generate(random, 4 + random.Next(20));
            var expected = Run(postings, random: null, restoreAt: -1);
            for (var round = 0; round < 6; round++)
            {
                var shuffled = Repeat(postings, random);
                var rows = Run(shuffled, random, restoreAt: round % 2 == 0 ? random.Next(shuffled.Count) : -1);
                Assert.True(Text(expected) == Text(rows), $"seed {seed}, round {round}\nexpected\n{Text(expected)}\nactual\n{Text(rows)}");
            }
        }
    }

    [Fact]
    public void Process_AllGroups_AreTheConnectedOnesAndKeepTheBest()
    {
        var guests = 0;
        for (var seed = 200; seed < 600; seed++)
        {
            var random = new Random(seed);
            var postings = Generate(random, 4 + random.Next(20));
            var rows = Run(postings, random: null, restoreAt: -1);

            Assert.Equal(Oracle(postings), rows.Keys.Order(StringComparer.Ordinal));
            Assert.Equal(postings.Count, rows.Values.Sum(row => 1 + row["duplicates"]!["other_sources"]!.AsArray().Count));
            guests += rows.Values.Sum(row => row["duplicates"]!["other_sources"]!.AsArray().Count(other => (string?)other!["evidence"] == "area"));
        }

        Assert.True(guests > 30, $"{guests} postings of areas found their city: too few to prove anything.");
    }

    /// <summary>Best ids of the connected components, by brute force over the same keys.</summary>
    private static IEnumerable<string> Oracle(List<JsonObject> postings)
    {
        var processor = new DeduplicateProcessor(new DeduplicateOptions(), TestContext.Create());
        var nodes = postings.Select(posting => DedupeBench.ToRecord(posting)).Select(record => processor.MemberOf(record)).ToList();
        var component = Enumerable.Range(0, nodes.Count).ToArray();
        for (var changed = true; changed;)
        {
            changed = false;
            for (var i = 0; i < nodes.Count; i++)
            {
                for (var j = 0; j < nodes.Count; j++)
                {
                    if (component[j] > component[i] && nodes[i].IsJoinedTo(nodes[j]))
                    {
                        component[j] = component[i];
                        changed = true;
                    }
                }
            }
        }

        // A part that only names areas belongs to the first city that lies in one of them, and one that says no number or working time to the first opening that does, if there is one.
        var parts = nodes.Select((node, index) => (node, component: component[index])).GroupBy(pair => pair.component)
            .Select(group => group.Select(pair => pair.node).OrderByDescending(node => node.Rank, StringComparer.Ordinal).ThenBy(node => node.Id, StringComparer.Ordinal).ToList()).ToList();
        return parts.Where(part => !IsGuest(part, nodes)).Select(part => part[0].Id).Order(StringComparer.Ordinal);
    }

    private static bool IsGuest(List<Member> part, List<Member> all)
    {
        var best = part[0].Rank;
        return (best[0] != '3' && part.Where(node => node.Rank[0] == best[0]).Any(node => node.FamilyKey is { } family && all.Exists(other => other.FamilyKey is { } city && Family.Joins(family, city))))
            || part.Where(node => node.Rank[..2] == best[..2]).Any(node => node.OpeningKey is { } claim && all.Exists(other => other.OpeningKey is { } host && other.Rank[1] > node.Rank[1] && Family.Joins(claim, host)));
    }

    private static SortedDictionary<string, JsonObject> Run(List<JsonObject> postings, Random? random, int restoreAt)
    {
        var bench = new DedupeBench();
        for (var i = 0; i < postings.Count; i++)
        {
            if (i == restoreAt)
            {
                bench.RestoreFromRows(random!);
            }

            bench.Process(postings[i]);
        }

        return bench.Rows;
    }

    private static List<JsonObject> Repeat(List<JsonObject> postings, Random random)
    {
        var all = postings.Concat(postings.Where(_ => random.Next(3) == 0)).ToArray();
        random.Shuffle(all);
        return [.. all];
    }

    private static List<JsonObject> Generate(Random random, int count)
    {
        var postings = new List<JsonObject>();
        for (var i = 0; i < count; i++)
        {
            var apply = new JsonArray();
            for (var url = random.Next(3); url > 0; url--)
            {
                apply.Add(new JsonObject { ["url"] = $"https://board.example/job/{100 + random.Next(count)}?utm_source={i}", ["direct"] = random.Next(4) == 0 });
            }

            var posting = DedupeBench.Posting(
                i, $"Role {(char)('a' + random.Next(4))}", random.Next(8) == 0 ? null : $"Firm {random.Next(3)}", random.Next(2) == 0 ? "Bonn" : "Ulm", apply, random.Next(50));
            posting["locations"] = Locations(random);
            posting["description"]!["text"] = (random.Next(3) == 0 ? $"Requisition ID: R-{1000 + random.Next(3)} " : "") + string.Join(' ', Enumerable.Range(random.Next(2) * 100, random.Next(3) == 0 ? random.Next(40) : 60 + random.Next(30)).Select(word => $"word{word}"));
            AddFields(posting, random);
            postings.Add(posting);
        }

        return postings;
    }

    /// <summary>Cities, a region, countries, and no place.</summary>
    private static JsonArray Locations(Random random) => random.Next(9) switch
    {
        0 or 1 => [new JsonObject { ["city"] = "Bonn", ["region"] = "DE-NW", ["country"] = "DE" }],
        2 or 3 => [new JsonObject { ["city"] = "Ulm", ["region"] = "DE-BW", ["country"] = "DE" }],
        4 => [new JsonObject { ["city"] = "Graz", ["country"] = "AT" }],
        5 => [new JsonObject { ["country"] = "DE" }],
        6 => [new JsonObject { ["region"] = "DE-NW", ["country"] = "DE" }],
        7 => [new JsonObject { ["raw"] = "Remote" }],
        _ => [new JsonObject { ["city"] = "Köln", ["region"] = "DE-NW", ["country"] = "DE" }],
    };

    /// <summary>Fields that a posting may lend to the one that has the row.</summary>
    private static void AddFields(JsonObject posting, Random random)
    {
        if (random.Next(3) == 0)
        {
            posting["base_salary"] = new JsonObject { ["min"] = random.Next(5) == 0 ? null : 30_000 + random.Next(9), ["currency"] = "EUR", ["period"] = "year" };
        }

        if (random.Next(3) == 0)
        {
            posting["seniority"] = random.Next(2) == 0 ? "senior" : "lead";
        }

        if (random.Next(2) == 0)
        {
            posting["employment_types"] = random.Next(4) switch { 0 => [], 1 => new JsonArray("part_time"), _ => new JsonArray("full_time") };
        }

        if (random.Next(4) == 0)
        {
            posting["work_mode"] = random.Next(2) == 0 ? "remote" : "on_site";
            posting["remote_countries"] = random.Next(2) == 0 ? new JsonArray("DE") : null;
        }

        if (random.Next(6) == 0)
        {
            posting["source"]!["demo"] = true;
        }
    }

    private static string Text(SortedDictionary<string, JsonObject> rows) => string.Join('\n', rows.Select(row => Sorted(row.Value).ToJsonString()));

    /// <summary>A row is an object: the order of its fields says nothing. Nor does an empty list: what a guest lent in its place is taken back, as it is from a field that was never there.</summary>
    private static JsonObject Sorted(JsonObject row) => new(row.Where(field => field.Value is not JsonArray { Count: 0 } || field.Key != "employment_types").OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone())));
}
