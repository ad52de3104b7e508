using System.Text.Json.Nodes;
using JobPilot.Plugins.Jobs.Deduplicate;
using JobPilot.Plugins.Jobs.Tests.Listing;
using JobPilot.Plugins.Jobs.Tests.Rules;
using JobPilot.Testing;

namespace JobPilot.Plugins.Jobs.Tests.Deduplicate;

/// <summary>What a rule file does to the words by which postings are compared, and what a memory that was made by other words comes to.</summary>
public sealed class DuplicateRulesTests : IDisposable
{
    private readonly RuleFolder _folder = new();

    [Theory]
    [InlineData("legal_forms: { add: [Q.U.U.X.] }", """{"hiring_organization":{"name":"Moss Quux"}}""", """{"hiring_organization":{"name":"Moss"}}""", "my.yaml#duplicate.legal_form.q.u.u.x./1", "duplicates.group/1")]
    [InlineData("countries: { add: [Österlund] }", """{"hiring_organization":{"name":"Moss Österlund"}}""", """{"hiring_organization":{"name":"Moss"}}""", "my.yaml#duplicate.country.österlund/1", "duplicates.group/1")]
    [InlineData("place_fillers: { add: [überall] }", """{"locations":[{"raw":"Überall"}]}""", """{"locations":[{"raw":"Anywhere"}]}""", "my.yaml#duplicate.place_filler.uberall/1", "duplicates.group/1")]
    [InlineData("title_words: { add: [{ id: gf, word: GF, means: general managers }] }", """{"title":"GF"}""", """{"title":"General Manager"}""", "my.yaml#gf/1", "duplicates.group/1")]
    [InlineData("dropped_words: { add: [großartig] }", """{"title":"Großartig Cook"}""", """{"title":"Cook"}""", "my.yaml#duplicate.dropped.großartig/1", "duplicates.group/1")]
    [InlineData("dropped_phrases: { add: ['no nights!'] }", """{"title":"Cook No Nights!"}""", """{"title":"Cook"}""", "my.yaml#duplicate.phrase.no_nights!/1", "duplicates.group/1")]
    [InlineData("gender_endings: { add: ['*ine'] }", """{"title":"Helfer*ine"}""", """{"title":"Helfer"}""", "my.yaml#duplicate.ending.*ine/1", "duplicates.group/1")]
    [InlineData("tracking: { add: [Boardkey] }", """{"title":"Chef","apply":[{"url":"https://inn.example/jobs/17?boardkey=9"}]}""", """{"apply":[{"url":"https://inn.example/jobs/17"}]}""", "my.yaml#duplicate.tracking.boardkey/1", "duplicates.group/1")]
    [InlineData("requisition_names: { add: [Aktenzeichen] }", """{"title":"Chef","description":{"text":"Aktenzeichen: 77123"}}""", """{"description":{"text":"Aktenzeichen 77123"}}""", "my.yaml#duplicate.requisition.aktenzeichen/1", "my.yaml#duplicate.requisition.aktenzeichen/1")]
    [InlineData("city_leads: { add: [' zu '] }", """{"locations":[{"country":"DE"}],"description":{"text":"Arbeiten zu Leipzig"}}""", """{"locations":[{"city":"Leipzig","country":"DE","geonames_id":2879139}]}""", "my.yaml#duplicate.city_lead.zu/1", "duplicates.group/1")]
    public void Process_RuleAdded_JoinsAndIsNamed(string lists, string one, string other, string rule, string otherRule)
    {
        var shipped = new MemoryRun(Processor());
        shipped.ProcessAll([Posting(1, one), Posting(2, other)]);
        Assert.Equal(2, shipped.Rows.Count);

        foreach (var (first, second) in new[] { (one, other), (other, one) })
        {
            var run = new MemoryRun(Processor(lists));
            run.ProcessAll([Posting(1, first), Posting(2, second)]);

            var row = Assert.Single(run.Rows.Values);
            var isOne = (row.Key == Posting(1, first).Key) == (first == one);
            Assert.Equal(isOne ? rule : otherRule, (string?)row.ToNode()["provenance"]!["/duplicates"]!["rule"]);
        }
    }

    [Theory]
    [InlineData("legal_forms: { remove: [duplicate.legal_form.gmbh] }", """{"hiring_organization":{"name":"Moss GmbH"}}""", """{"hiring_organization":{"name":"Moss"}}""")]
    [InlineData("title_words: { replace: [{ id: duplicate.word.sr, word: sr, means: second }] }", """{"title":"Sr Cook"}""", """{"title":"Senior Cook"}""")]
    [InlineData("dropped_words: { remove: [duplicate.dropped.new] }", """{"title":"New Cook"}""", """{"title":"Cook"}""")]
    [InlineData("reference_names: { add: [requisition id] }", """{"title":"Cook","description":{"text":"Requisition ID: R-10422"}}""", """{"title":"Clerk","description":{"text":"Requisition ID: R-10422"}}""")]
    [InlineData("part_time: { add: [ab sofort] }", """{"title":"Cook","employment_types":["full_time"]}""", """{"title":"Cook","title_raw":"Cook ab sofort"}""")]
    [InlineData("full_time: { add: [all genders] }", """{"title":"Cook","title_raw":"Cook (all genders)"}""", """{"title":"Cook","employment_types":["part_time"]}""")]
    public void Process_RuleRemovedOrReplaced_KeepsApart(string lists, string one, string other)
    {
        foreach (var (processor, rows) in new[] { (Processor(), 1), (Processor(lists), 2) })
        {
            var run = new MemoryRun(processor);
            run.ProcessAll([Posting(1, one), Posting(2, other)]);

            Assert.Equal(rows, run.Rows.Count);
        }
    }

    /// <summary>What <c>state rebuild</c> does behind a changed file, and what the next delivery makes of it.</summary>
    [Fact]
    public void Restore_OtherWords_NextDeliveryJoinsAndParts()
    {
        const string lists = "legal_forms: { add: [quux] }";
        var run = new MemoryRun(Processor());
        run.ProcessAll(Delivery());
        Assert.Equal(2, run.Rows.Count);

        run.Restore(Processor(lists));
        Assert.Equal(2, run.Rows.Count);
        run.ProcessAll(Delivery());
        Assert.Single(run.Rows);

        run.Restore(Processor());
        run.ProcessAll(Delivery());
        Assert.Equal(2, run.Rows.Count);

        static IEnumerable<Record> Delivery() => [Posting(1, """{"hiring_organization":{"name":"Moss Quux"}}"""), Posting(2, """{"hiring_organization":{"name":"Moss"}}""")];
    }

    [Fact]
    public void Restore_RowThatHasFieldsOfOthers_IsComparedByTheNewWordsToo()
    {
        var run = new MemoryRun(Processor());
        run.ProcessAll(
        [
            Posting(1, """{"hiring_organization":{"name":"Moss Quux"},"description":{"text":"a long text that makes it the best of them"}}"""),
            Posting(2, """{"hiring_organization":{"name":"Moss Quux"},"seniority":"senior"}"""),
        ]);
        Assert.NotNull(Assert.Single(run.Rows.Values).GetNode(DuplicatesField.Merged));

        run.Restore(Processor("legal_forms: { add: [quux] }"));
        run.Process(Posting(3, """{"hiring_organization":{"name":"Moss"}}"""));

        Assert.Equal(2, Assert.Single(run.Rows.Values).GetCount(FieldPath.Parse("duplicates.other_sources")));
    }

    public void Dispose() => _folder.Dispose();

    private static Record Posting(int number, string fields)
    {
        var posting = DedupeBench.Posting(number, "Cook", "Inn", "Bonn", [], 10);
        foreach (var (name, value) in JsonNode.Parse(fields)!.AsObject())
        {
            posting[name] = value!.DeepClone();
        }

        return DedupeBench.ToRecord(posting);
    }

    private DeduplicateProcessor Processor(string? lists = null) =>
        new(new DeduplicateOptions { Rules = lists is null ? [] : _folder.Rules($"deduplicate:\n  {lists}\n") }, _folder.Context);
}
