using System.Diagnostics;
using System.Text;

namespace JobPilot.Expressions.Tests;

public sealed class ExpressionLimitTests
{
    private static readonly ScribanExpressionCompiler Compiler = new(TimeProvider.System);

    public static TheoryData<string> Sources => new(
        string.Concat(Enumerable.Repeat("1+", 9_000)) + "1",
        new string('(', 9_000) + "1" + new string(')', 9_000),
        new string('[', 9_000),
        string.Concat(Enumerable.Repeat("!", 9_000)) + "true",
        "record" + string.Concat(Enumerable.Repeat(".a", 9_000)),
        "1" + string.Concat(Enumerable.Repeat(" | math.plus 1", 1_400)),
        string.Concat(Enumerable.Repeat("true ? 1 : ", 1_800)) + "1",
        new string(' ', 30_000) + "1");

    public static TheoryData<string> Expressions => new(
        "1 << 1000000 << 1000000",
        "1..1000000000 | array.size",
        "1..1000000000",
        "'x' | string.pad_left 2000000000",
        "'xxxxxxxxxx' * 2000000000",
        "regex.is_match record.long '^(?=(a+)+$)(a|aa)+$'",
        "regex.replace record.long 'a' record.long",
        "record.long + record.long + record.long",
        "record.long | string.replace 'a' record.long",
        "record.long | string.replace 'a' 'ab' | string.split 'a' | array.join record.long");

    public static TheoryData<string> Templates => new(
        "{{ while true }}x{{ end }}",
        "{{ for i in 1..100000000 }}{{ i }}{{ end }}",
        "{{ func f; f; end; f }}",
        "{{ func f(x); ret (f x) + (f x); end; f 1 }}",
        "{{ x = 'aaaaaaaaaa'; for i in 1..60; x = x + x; end; x }}",
        "{{ x = 3; for i in 1..60; x = x * x; end; x }}",
        "{{ x = 3; for i in 1..60; x *= x; end; x }}",
        "{{ for i in 1..9000; record.long; end }}",
        "{{ x = [1]; for i in 1..9000; x = array.add_range x x; end; x }}",
        "{{ for i in 1..90; for j in 1..90; regex.is_match record.long '^(?=(a+)+$)(a|aa)+$'; end; end }}");

    [Theory]
    [MemberData(nameof(Sources))]
    public void CompileExpression_Bomb_IsRefusedSoon(string source) => AssertRefusedSoon(() => Compiler.CompileExpression(source));

    [Theory]
    [MemberData(nameof(Expressions))]
    public void Evaluate_ExpressionBomb_IsRefusedSoon(string source)
    {
        var expression = Compiler.CompileExpression(source);
        AssertRefusedSoon(() => expression.Evaluate(Long(), null));
        Assert.Equal(3L, Compiler.CompileExpression("1 + 2").Evaluate(Long(), null));
    }

    [Theory]
    [MemberData(nameof(Templates))]
    public void Evaluate_TemplateBomb_IsRefusedSoon(string source)
    {
        var template = Compiler.CompileTemplate(source);
        AssertRefusedSoon(() => template.Evaluate(Long(), null));
        Assert.Equal("3", Compiler.CompileTemplate("{{ 1 + 2 }}").Evaluate(Long(), null));
    }

    [Fact]
    public void Evaluate_TextAtTheLimit_IsNotCut()
    {
        var record = Record.FromUtf8(Encoding.UTF8.GetBytes($$"""{"text":"{{new string('x', ExpressionLimits.Output)}}"}"""));

        Assert.Equal(ExpressionLimits.Output, ((string)Compiler.CompileTemplate("{{ record.text }}").Evaluate(record, null)!).Length);
        Assert.Throws<ExpressionException>(() => Compiler.CompileTemplate("{{ record.text }}y").Evaluate(record, null));
        Assert.Throws<ExpressionException>(() => Compiler.CompileExpression("record.text + 'y'").Evaluate(record, null));
    }

    private static void AssertRefusedSoon(Action action)
    {
        var watch = Stopwatch.StartNew();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<ExpressionException>(action);

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"It took {watch.Elapsed}.");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 400_000_000);
    }

    private static Record Long() => Record.FromUtf8(Encoding.UTF8.GetBytes($$"""{"long":"{{new string('a', 400_000)}}!"}"""));

    [Theory]
    [InlineData("^glass", true)]
    [InlineData("(a+)+$", true)]
    [InlineData("(?<=a)b", false)]
    [InlineData("(a)\\1", false)]
    public void Get_Pattern_HasAsLongAsTheEvaluationWhereItTakesLinearTime(string pattern, bool isLinear) =>
        Assert.Equal(isLinear ? ExpressionLimits.Time : ExpressionLimits.Regex, RegexFunctions.Get(pattern, null).MatchTimeout);
}
