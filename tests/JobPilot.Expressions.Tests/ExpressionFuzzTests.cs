using System.Text;
using JobPilot.Tests;

namespace JobPilot.Expressions.Tests;

public sealed class ExpressionFuzzTests
{
    private static readonly string[] Words =
    [
        "{{", "}}", "{%", "{{~", "~}}", "record", ".title", "run.", " | ", "string.upcase", "array.", "math.", "regex.match '", "'", "\"", "`", "(", ")", "[", "]", "{", "}", "if ", "end", "for i in 1..9", "while ",
        "func f", "ret ", "capture x", "with ", "import ", "include 'x'", "object.", "date.now", "==", "??", "?.", "&&", "||", "+", "*", "<<", "..", "@", "^", "$0", ";", "\n", "null", "1e9", "\\", "wrap", "this",
    ];

    private static readonly Record Posting = Record.FromUtf8("{\"title\":\"Cook\",\"tags\":[\"a\",\"b\"],\"pay\":{\"min\":1,\"max\":2.5}}"u8.ToArray());

    [Fact]
    public void Compile_AnyText_EvaluatesOrExpressionException()
    {
        var compiler = new ScribanExpressionCompiler(TimeProvider.System);
        new FuzzRun(
            "expression",
            Words,
            "{{ record.title | string.upcase }} of {{ run.id }}",
            "record.pay.min <= record.pay.max && (record.tags | array.size) > 1",
            "{{ for tag in record.tags }}{{ tag }}{{ if for.index == 0 }}, {{ end }}{{ end }}").Run(input =>
            {
                var text = Encoding.UTF8.GetString(input);
                Try(() => compiler.CompileTemplate(text).Evaluate(Posting, null));
                Try(() => compiler.CompileExpression(text).Evaluate(Posting, null));
            });
    }

    private static void Try(Action action)
    {
        try
        {
            action();
        }
        catch (ExpressionException)
        {
            // Its own exception is an answer.
        }
    }
}
