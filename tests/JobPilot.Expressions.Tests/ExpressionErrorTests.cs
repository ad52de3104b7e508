using System.Text;
using JobPilot.Tests;

namespace JobPilot.Expressions.Tests;

public sealed class ExpressionErrorTests
{
    private static readonly ScribanExpressionCompiler Compiler = new(TimeProvider.System);

    private static readonly string[] WrongExpressions =
    [
        "", "   ", "x = 5", "record.x = 5", "record.a == 1; record.b", "record.a\nrecord.b", "if true; 1; end", "for x in 1..3; end",
        "record.x | y = 5", "record.count++", "import record", "include 'secret.txt'", "include_join ['a'] ''", "recrod.title", "title",
        "string.upcas record.title", "string", "date", "date '2020-01-01'", "math.random 1 5", "math.uuid", "object.eval '1+1'",
        "object.eval_template 'x'", "date.utc_now", "run.idd", "run.secrets", "this.record", "record.a ==", "(record.a", "record.a > > 1",
        "do; ret 1; end", "func f(x); ret x; end", "@string.upcase", "'open", "{{ record.a }}", "record.title |", "wrap x; end", "with record; end", "readonly x",
        "capture x; end", "while true; end", "break", "ret 1", "record.a and record.b", "not record.a",
    ];

    private static readonly string[] WrongTemplates =
    [
        "{{ include 'x' }}", "{{ record = 5 }}", "{{ record.title = 5 }}", "{{ string.upcase = 5 }}", "{{ for record in [1] }}{{ end }}",
        "{{ capture run }}x{{ end }}", "line one\n  {{ recrod.title }}", "{{ if true }}", "{{ import run }}", "{{ record.title", "{{ date.nwo }}",
        "{{ this.x = 5 }}", "{{ empty = 1 }}",
    ];

    private static readonly string[] FailingExpressions =
    [
        "record.title > 5", "5 <= record.digits", "record.title | string.truncate", "record.title * 1000000", "regex.is_match record.title '('",
        "regex.is_match record.title 'a' 'q'", "date.now > 'yesterday'", "1 << 100000", "record.tags - 1", "record.title.size.x.y + (9223372036854775807 * 3)",
        "@string.upcase", "record.title | math.abs", "1 / 0", "[1, 0 / 0.0]",
    ];

    [Fact]
    public void CompileExpression_Wrong_SaysWhereAndWhat() => Snapshot.Match(Describe(WrongExpressions, Compiler.CompileExpression));

    [Fact]
    public void CompileTemplate_Wrong_SaysWhereAndWhat() => Snapshot.Match(Describe(WrongTemplates, Compiler.CompileTemplate));

    [Fact]
    public void Evaluate_Failing_SaysWhereAndWhat() => Snapshot.Match(Describe(FailingExpressions, source =>
        Compiler.CompileExpression(source).Evaluate(ScribanExpressionCompilerTests.Sample(), null)));

    [Theory]
    [InlineData("record.title")]
    [InlineData("record.count")]
    [InlineData("record.tags")]
    [InlineData("record.base_salary")]
    public void Test_NoCondition_IsRefused(string source)
    {
        var exception = Assert.Throws<ExpressionException>(
            () => Compiler.CompileExpression(source).Test(ScribanExpressionCompilerTests.Sample(), null));

        Assert.Contains("A condition yields true or false", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Test_Template_IsRefused()
    {
        Assert.Throws<ExpressionException>(() => Compiler.CompileTemplate("{{ true }}").Test(null, null));
        Assert.Throws<ExpressionException>(() => Compiler.CompileTemplate("true").Test(null, null));
    }

    private static string Describe(IEnumerable<string> sources, Func<string, object?> use)
    {
        var text = new StringBuilder();
        foreach (var source in sources)
        {
            string answer;
            try
            {
                answer = $"accepted: {use(source)}";
            }
            catch (ExpressionException exception)
            {
                answer = $"{exception.Line}:{exception.Column} {exception.Message}";
            }

            text.Append(source.ReplaceLineEndings("\\n")).Append("\n    ").Append(answer).Append('\n');
        }

        return text.ToString();
    }
}
