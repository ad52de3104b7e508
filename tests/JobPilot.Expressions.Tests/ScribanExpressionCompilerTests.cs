using System.Text.Json.Nodes;
using JobPilot.Tests;
using Microsoft.Extensions.Time.Testing;

namespace JobPilot.Expressions.Tests;

public sealed class ScribanExpressionCompilerTests
{
    private static readonly RunInfo Run = new("run-1", "demo", new DateTimeOffset(2026, 1, 15, 12, 30, 0, TimeSpan.Zero))
    {
        Environment = "production",
    };

    private static readonly ScribanExpressionCompiler Compiler = new(TimeProvider.System);

    [Theory]
    [InlineData("record.title", "Glass blower")]
    [InlineData("record.title == 'Glass blower'", true)]
    [InlineData("record.count + 1", 4L)]
    [InlineData("record.share", 0.25)]
    [InlineData("record.count / 2", 1.5)]
    [InlineData("record.remote", true)]
    [InlineData("record.base_salary.min", 52000L)]
    [InlineData("record.base_salary.absent.deeper", null)]
    [InlineData("record.absent", null)]
    [InlineData("record.absent.min", null)]
    [InlineData("record.nothing.min", null)]
    [InlineData("record.tags[1]", "kiln")]
    [InlineData("record.tags[-1]", "night")]
    [InlineData("record.tags[99]", null)]
    [InlineData("record.absent[0].x", null)]
    [InlineData("record['odd.name']", "odd")]
    [InlineData("record['odd.name'] | string.size", 3L)]
    [InlineData("record.places[0].city", "Murano")]
    [InlineData("record.tags | array.size", 3L)]
    [InlineData("record.tags | array.join '-'", "glass-kiln-night")]
    [InlineData("record.tags | array.contains 'kiln'", true)]
    [InlineData("record.base_salary | object.keys | array.join ' '", "min currency")]
    [InlineData("object.has_key record.base_salary 'min'", true)]
    [InlineData("object.has_key record 'absent'", false)]
    [InlineData("record.title | string.upcase", "GLASS BLOWER")]
    [InlineData("record.title + '!'", "Glass blower!")]
    [InlineData("record.remote ? 'yes' : 'no'", "yes")]
    [InlineData("record.absent ?? 'unknown'", "unknown")]
    [InlineData("math.round 2.345 1", 2.3)]
    [InlineData("regex.is_match record.title '^glass' 'i'", true)]
    [InlineData("regex.replace record.title '[aeiou]' '*'", "Gl*ss bl*w*r")]
    [InlineData("(regex.match record.title '(\\\\w+) (\\\\w+)')[2]", "blower")]
    [InlineData("run.id + run.pipeline + run.environment", "run-1demoproduction")]
    [InlineData("date.now | date.to_string '%F'", "2026-01-15")]
    [InlineData("run.started_at", "2026-01-15T12:30:00Z")]
    [InlineData("date.now.year", 2026L)]
    [InlineData("record.posted < date.now", true)]
    [InlineData("(date.parse record.posted) | date.add_days 20 | date.to_string '%F %H'", "2026-01-21 07")]
    public void Evaluate_Value_IsAsDocumented(string source, object? expected) =>
        Assert.Equal(expected, Compiler.CompileExpression(source).Evaluate(Sample(), Run));

    [Theory]
    [InlineData("record.absent > 5", false)]
    [InlineData("record.absent < 5", false)]
    [InlineData("record.absent >= 0", false)]
    [InlineData("record.absent <= 0", false)]
    [InlineData("5 > record.absent", false)]
    [InlineData("record.absent < 'a'", false)]
    [InlineData("record.absent > record.nothing", false)]
    [InlineData("record.absent == null", true)]
    [InlineData("record.nothing == null", true)]
    [InlineData("record.title != null", true)]
    [InlineData("record.absent", false)]
    [InlineData("record.absent && true", false)]
    [InlineData("!record.absent", true)]
    [InlineData("record.absent == empty", true)]
    [InlineData("record.blank_text == empty", false)]
    [InlineData("record.blank_text == blank", true)]
    [InlineData("record.no_text == empty", true)]
    [InlineData("record.no_tags == empty", true)]
    [InlineData("record.tags != empty", true)]
    [InlineData("record.title == blank", false)]
    [InlineData("record.base_salary.min > 50000 && record.remote", true)]
    [InlineData("record.base_salary.min > 50000.5 && record.share < 1", true)]
    public void Test_Condition_IsAsDocumented(string source, bool expected) =>
        Assert.Equal(expected, Compiler.CompileExpression(source).Test(Sample(), Run));

    [Theory]
    [InlineData("{{ record.title }} at {{ record.company }}", "Glass blower at ")]
    [InlineData("plain text", "plain text")]
    [InlineData("data/{{ date.now | date.to_string '%F' }}.jsonl", "data/2026-01-15.jsonl")]
    [InlineData("{{ for tag in record.tags }}[{{ tag }}]{{ end }}", "[glass][kiln][night]")]
    [InlineData("{{ total = 0; for i in 1..4; total += i; end; total }}", "10")]
    [InlineData("{{ if record.remote }}home{{ else }}office{{ end }}", "home")]
    [InlineData("{{ func twice(x); ret x * 2; end }}{{ twice 21 }}", "42")]
    [InlineData("{{ record.share }} {{ record.base_salary }}", "0.25 {\"min\":52000,\"currency\":\"EUR\"}")]
    [InlineData("{{ run.started_at }}", "2026-01-15T12:30:00Z")]
    public void Evaluate_Template_YieldsText(string source, string expected)
    {
        var template = Compiler.CompileTemplate(source);

        Assert.Equal(expected, template.Evaluate(Sample(), Run));
        Assert.Equal(expected, template.Evaluate(Sample(), Run));
    }

    [Fact]
    public void Evaluate_ObjectsAndArrays_YieldsNodes()
    {
        var nodes = new JsonArray(
            (JsonNode?)Compiler.CompileExpression("record.base_salary").Evaluate(Sample(), Run),
            (JsonNode?)Compiler.CompileExpression("record.tags").Evaluate(Sample(), Run),
            (JsonNode?)Compiler.CompileExpression("[1, record.title, { a: record.places[0], b: 1.5 }]").Evaluate(Sample(), Run),
            (JsonNode?)Compiler.CompileExpression("record.tags | array.filter @string.empty").Evaluate(Sample(), Run));

        Snapshot.MatchJson(nodes);
    }

    [Fact]
    public void Evaluate_WholeRecord_YieldsItsCopy()
    {
        var record = Sample();

        var copy = (JsonObject)Compiler.CompileExpression("record").Evaluate(record, null)!;
        copy["title"] = "changed";

        Assert.Equal("Glass blower", record.GetString(FieldPath.Parse("title")));
    }

    [Fact]
    public void Evaluate_RecordWhoseNodesWereTouched_ReadsTheSame()
    {
        var record = Sample();
        record.Json["title"] = "Potter";

        Assert.Equal("Potter", Compiler.CompileExpression("record.title").Evaluate(record, Run));
    }

    [Fact]
    public void Evaluate_WithoutRun_TakesTheClock()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2031, 5, 6, 0, 0, 0, TimeSpan.Zero));

        Assert.Equal("2031-05-06", new ScribanExpressionCompiler(time).CompileExpression("date.now | date.to_string '%F'").Evaluate(null, null));
        Assert.Null(Compiler.CompileExpression("run.id").Evaluate(null, null));
        Assert.Null(Compiler.CompileExpression("record.title").Evaluate(null, null));
    }

    [Fact]
    public async Task Evaluate_FromManyThreads_GivesEachItsOwn()
    {
        var expression = Compiler.CompileExpression("(record.tags | array.join ',') + record.n");
        var template = Compiler.CompileTemplate("{{ x = record.n; for t in record.tags; x += 1; end; x }}");

        await Parallel.ForAsync(0, 4000, (n, _) =>
        {
            var record = Record.FromUtf8(System.Text.Encoding.UTF8.GetBytes($$"""{"n":{{n}},"tags":["a","b"]}"""));
            Assert.Equal($"a,b{n}", expression.Evaluate(record, Run));
            Assert.Equal($"{n + 2}", template.Evaluate(record, Run));
            return default;
        });
    }

    internal static Record Sample() => Record.FromUtf8(
        """
        {"title":"Glass blower","count":3,"share":0.25,"remote":true,"nothing":null,"no_text":"","blank_text":"  ","no_tags":[],
         "base_salary":{"min":52000,"currency":"EUR"},"tags":["glass","kiln","night"],"places":[{"city":"Murano"}],"odd.name":"odd",
         "posted":"2026-01-01T09:00:00+02:00","digits":"12"}
        """u8.ToArray());
}
