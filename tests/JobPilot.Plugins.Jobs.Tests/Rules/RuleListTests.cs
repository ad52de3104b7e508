using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using JobPilot.Plugins.Jobs.DetectLanguage;
using JobPilot.Plugins.Jobs.Rules;
using JobPilot.Plugins.Jobs.Tests.Listing;
using JobPilot.Plugins.Jobs.Text;
using JobPilot.Plugins.Jobs.Yaml;
using NJsonSchema;

namespace JobPilot.Plugins.Jobs.Tests.Rules;

public sealed class RuleListTests : IDisposable
{
    private readonly RuleFolder _folder = new();

    public static IEnumerable<object[]> Lists => RuleLists.All.Select(list => new object[] { list.Section, list.Name });

    public static IEnumerable<object[]> Sections => RuleLists.Sections.Select(section => new object[] { section });

    /// <summary>What ships is what a rule file could say: each row meets the rules of its list, and no row is left over.</summary>
    [Theory]
    [MemberData(nameof(Sections))]
    public void Write_ShippedRules_AreARuleFileOfTheSameRules(string section)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        ShippedRules.Write(section, writer);

        var file = RuleFileReader.Read(writer.ToString(), "shipped.yaml");

        Assert.Empty(file.Findings);
        foreach (var table in RuleLists.All.Where(list => list.Section == section).GroupBy(list => list.File))
        {
            var shipped = EmbeddedText.Rows(table.Key).SelectMany(row => table.First().Spread(row)).Select(row => string.Join('\t', row).TrimEnd('\t')).Order(StringComparer.Ordinal);
            var read = file.Changes.Where(change => change.List.File == table.Key).Select(change => string.Join('\t', change.Row!).TrimEnd('\t')).Order(StringComparer.Ordinal);
            Assert.Equal(shipped.Select(row => section == "detect_language" && row.StartsWith("en\tloan", StringComparison.Ordinal) ? row[2..] : row).Order(StringComparer.Ordinal), read);
        }
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public void Apply_EveryList_TakesItsChanges(string section, string name)
    {
        var list = RuleLists.Find(section, name)!;
        var shipped = list.Numbered(EmbeddedText.Rows(list.File).Where(list.Owns).SelectMany(list.Spread).Select(row => new RuleRow(row))).ToList();
        Assert.Equal(shipped.Count, shipped.DistinctBy(rule => rule.Id).Count());
        if (shipped.Count < 2)
        {
            Assert.Contains(name, new[] { "not_skills", "limits", "word_forms" });
            return;
        }

        // Another rule in the place of the first, the second gone.
        var (replaced, row) = (shipped[0].Id, shipped[0].Row);
        var fields = string.Join(", ", list.Fields.Select(field => $"{field.Name}: {Quoted(field, field.Column < row.Length ? row[field.Column] : "")}").Where(text => !text.EndsWith(": []", StringComparison.Ordinal)));
        var rules = RuleBook.Open(section, _folder.Rules($"{section}:\n  {name}:\n    replace: [{{ id: {JsonSerializer.Serialize(replaced)}, {fields} }}]\n    remove: [{JsonSerializer.Serialize(shipped[1].Id)}]\n"), _folder.Context);

        Assert.True(rules.Changes(list.File));
        var rows = rules.Rows(list.File).Where(one => list.Owns(one.Columns)).ToList();
        Assert.Equal(shipped.Count - 1, rows.Count);
        Assert.Equal($"my.yaml#{replaced}", rows[0].UserId);
        Assert.All(rows.Skip(1), one => Assert.Null(one.UserId));
        Assert.DoesNotContain(rows, one => one.ShippedId == shipped[1].Id);

        static string Quoted(RuleField field, string text) => field.Separator is { } separator
            ? JsonSerializer.Serialize(text.Split(separator, StringSplitOptions.RemoveEmptyEntries))
            : text.Length == 0 ? "[]" : JsonSerializer.Serialize(text);
    }

    [Fact]
    public void Open_SeveralFiles_AreAppliedInOrder()
    {
        _folder.Rules("normalize_title:\n  roles:\n    add: [{ id: mine, text: fettler }]\n", "first.yaml");
        _folder.Rules("normalize_title:\n  roles:\n    replace: [{ id: mine, text: fettle }]\n  grades:\n    remove: [title.grade.senior]\n", "second.yaml");

        var rows = RuleBook.Open("normalize_title", ["first.yaml", "second.yaml"], _folder.Context).Rows("title-words.tsv").ToList();

        Assert.Equal(("fettle", "second.yaml#mine"), (rows[0][1], rows[0].UserId));
        Assert.DoesNotContain(rows, row => row[0] == "grade" && row[1] == "senior");
        Assert.Equal("rules.unknown_id", RuleBook.Read(["second.yaml", "first.yaml"], _folder.Context.ResolvePath).Findings[0].Code);
    }

    [Fact]
    public void Open_NoFileOrNoSection_GivesTheShippedRules()
    {
        Assert.Same(RuleSet.Shipped, RuleBook.Open("normalize_title", [], _folder.Context));
        Assert.Same(RuleSet.Shipped, RuleBook.Open("normalize_title", _folder.Rules("classify_job: { seniority: { remove: [seniority.trainee] } }\n"), _folder.Context));
    }

    [Fact]
    public void Schema_InTheSchemaFolder_IsThatOfTheLists()
    {
        var text = JsonSerializer.Serialize(RulesSchema.Create(), new JsonSerializerOptions { WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        var path = Path.Combine(Checkout.Root, "schema", "job-rules.v1.schema.json");
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(path, text + "\n");
        }

        Assert.Equal(File.ReadAllText(path).TrimEnd(), text);
    }

    [Theory]
    [MemberData(nameof(Sections))]
    public async Task Schema_ShippedRules_AreValid(string section)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        ShippedRules.Write(section, writer);
        var schema = await JsonSchema.FromJsonAsync(RulesSchema.Create().ToJsonString());

        Assert.Empty(schema.Validate(Json(YamlText.Read(writer.ToString(), 500_000)!)!.ToJsonString()));
    }

    [Theory]
    [InlineData("""{"version":1,"normalize_title":{"roles":{"add":["fettler",{"id":"a","text":"fettle"}],"remove":["title.role.nurse"]}}}""", true)]
    [InlineData("""{"version":1,"normalize_title":{"rules":{}}}""", false)]
    [InlineData("""{"version":1,"classify_job":{"seniority":{"add":[{"phrase":"boss"}]}}}""", false)]
    [InlineData("""{"version":1,"classify_job":{"seniority":{"replace":[{"level":"lead","phrase":"boss"}]}}}""", false)]
    [InlineData("""{"normalize_title":{}}""", false)]
    public async Task Schema_File_IsJudgedAsTheReaderDoes(string json, bool isValid)
    {
        var schema = await JsonSchema.FromJsonAsync(RulesSchema.Create().ToJsonString());

        Assert.Equal(isValid, schema.Validate(json).Count == 0);
        Assert.Equal(isValid, RuleFileReader.Read(json, "my.yaml").Findings.Count == 0);
    }

    /// <summary>What provenance says is what <c>plugins show --rules</c> prints.</summary>
    [Theory]
    [InlineData("normalize_location", "work_modes", "WFH", "work_mode.wfh_always_hybrid")]
    [InlineData("normalize_location", "work_modes", "Fully remote.", "work_mode.remote_prev_remote")]
    [InlineData("classify_job", "seniority", "Working student", "seniority.working_student")]
    [InlineData("classify_job", "education", "Bachelor's degree", "education.bachelor's")]
    [InlineData("classify_job", "employment_types", "Full-time", "employment_type.full-time")]
    public void Id_InProvenance_IsThatOfTheList(string section, string name, string text, string id)
    {
        var list = RuleLists.Find(section, name)!;
        var said = name switch
        {
            "work_modes" => JobPilot.Plugins.Jobs.NormalizeLocation.WorkModeReader.Instance.Read(text)!.Rule,
            "seniority" => JobPilot.Plugins.Jobs.ClassifyJob.SeniorityRules.Instance.Find(text)!.Value.Rule,
            "education" => JobPilot.Plugins.Jobs.ClassifyJob.RequirementReader.Instance.Read(text).Education!.Value.Rule,
            _ => JobPilot.Plugins.Jobs.ClassifyJob.RequirementReader.Instance.Read(text).Types[0].Rule,
        };

        Assert.Equal(id, said);
        Assert.Contains(list.Numbered(EmbeddedText.Rows(list.File).Select(row => new RuleRow(row))), rule => rule.Id == id);
    }

    [Fact]
    public void Languages_OfWords_AreThoseThatLettersTell() =>
        Assert.Equal(new LanguageGrams().Languages.Order(StringComparer.Ordinal), RuleLists.Find("detect_language", "words")!.Fields[0].Allowed.Order(StringComparer.Ordinal));

    public void Dispose() => _folder.Dispose();

    private static JsonNode? Json(YamlNode node) => node switch
    {
        { Fields: { } fields } => new JsonObject(fields.Select(entry => KeyValuePair.Create(entry.Key.Value!, Json(entry.Value)))),
        { Items: { } items } => new JsonArray([.. items.Select(Json)]),
        { IsQuoted: false } when double.TryParse(node.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => node.Value,
    };
}
