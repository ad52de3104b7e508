using System.Text.Json.Nodes;
using JobPilot.Plugins.Jobs.ScoreQuality;
using JobPilot.Plugins.Jobs.Tests.Listing;
using JobPilot.Plugins.Jobs.ValidateJob;
using JobPilot.Testing;
using JobPilot.Tests;
using NJsonSchema;

namespace JobPilot.Plugins.Jobs.Tests.ValidateJob;

public class ValidateJobProcessorTests
{
    private const int Mutations = 4000;

    private static readonly JsonNode?[] Values =
    [
        null, "", "x", "remote", "year", "US", "usd", 0, -1, 1.5, 1, 61, 1e300, true, new JsonArray(), new JsonObject(), new JsonArray("full_time", "full_time"), new JsonArray(1), "2026-01-01T00:00:00Z",
        new string('a', 64),
    ];

    [Theory]
    [InlineData(Postings.Today)]
    [InlineData(Postings.Legacy)]
    public void Process_GoodListing_Keeps(string json) => Assert.Equal(OutcomeKind.Keep, Validate(Full(json)).Kind);

    [Fact]
    public void Process_BadListing_NamesEachFault()
    {
        var record = Full(Postings.Today);
        record.Set(FieldPath.Parse("work_mode"), "moon");
        record.Set(FieldPath.Parse("base_salary.min"), -5.0);
        record.Set(FieldPath.Parse("locations[0].country"), "Germany");
        record.Set(FieldPath.Parse("colour"), "blue");
        record.Remove(FieldPath.Parse("source.demo"));
        record.Set(FieldPath.Parse("education"), 4L);

        Snapshot.Match(Validate(record).Reason!);
    }

    [Fact]
    public void Process_RequiredByThePipeline_Rejects()
    {
        var record = Full(Postings.Legacy);
        var processor = new ValidateJobProcessor(new ValidateJobOptions { Required = ["hiring_organization.website"] }, TestContext.Create());

        Assert.Contains("/hiring_organization/website is missing", processor.Process(record, default).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Process_MutatedListings_AgreesWithNJsonSchema()
    {
        var path = Path.Combine(Checkout.Root, "schema", "job-listing.v1.schema.json");
        var schema = await JsonSchema.FromJsonAsync(await File.ReadAllTextAsync(path));
        JsonObject[] good = [Full(Postings.Today).ToNode().AsObject(), Full(Postings.Legacy).ToNode().AsObject()];
        var random = new Random(7);
        int refused = 0, accepted = 0;
        for (var i = 0; i < Mutations; i++)
        {
            var listing = (JsonObject)good[i % good.Length].DeepClone();
            var rounds = random.Next(3);
            for (var round = 0; round < rounds; round++)
            {
                Mutate(listing, random);
            }

            var json = listing.ToJsonString();
            var expected = schema.Validate(json).Count == 0;
            var outcome = Validate(Record.FromJson(listing));
            Assert.True(expected == (outcome.Kind == OutcomeKind.Keep), $"NJsonSchema: {expected}, ours: {outcome.Kind} {outcome.Reason}\n{json}");
            refused += expected ? 0 : 1;
            accepted += expected ? 1 : 0;
        }

        Assert.True(refused > Mutations / 5 && accepted > Mutations / 5, $"{refused} refused, {accepted} accepted");
    }

    private static void Mutate(JsonNode node, Random random)
    {
        while (true)
        {
            var names = node is JsonObject fields ? fields.Select(field => field.Key).ToArray() : [];
            var count = node is JsonArray array ? array.Count : names.Length;
            if (count == 0)
            {
                return;
            }

            var at = random.Next(count);
            var child = node is JsonArray items ? items[at] : node[names[at]];
            if (child is JsonObject or JsonArray && random.Next(3) > 0)
            {
                node = child;
                continue;
            }

            var value = Values[random.Next(Values.Length)]?.DeepClone();
            switch (node)
            {
                case JsonArray list:
                    list[at] = value;
                    return;
                case JsonObject table when random.Next(4) == 0:
                    table.Remove(names[at]);
                    return;
                case JsonObject table when random.Next(6) == 0:
                    table[random.Next(2) == 0 ? "_extra" : "extra"] = value;
                    return;
                default:
                    node[names[at]] = value;
                    return;
            }
        }
    }

    private static Outcome Validate(Record record) => new ValidateJobProcessor(new ValidateJobOptions { MaxReasons = 20 }, TestContext.Create()).Process(record, default);

    private static Record Full(string json)
    {
        var record = Postings.Cleaned(json);
        new ScoreQualityProcessor(new ScoreQualityOptions(), TestContext.Create()).Process(record, default);
        return record;
    }
}
