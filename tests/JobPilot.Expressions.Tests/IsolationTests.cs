using System.Reflection;
using System.Runtime.Loader;

namespace JobPilot.Expressions.Tests;

public sealed class IsolationTests
{
    [Fact]
    public void Compiler_UntilSomethingIsCompiled_LoadsNothingOfScriban()
    {
        var context = new FreshContext();
        var assembly = context.LoadFromAssemblyPath(typeof(ScribanExpressionCompiler).Assembly.Location);
        var compiler = (IExpressionCompiler)Activator.CreateInstance(
            assembly.GetType(typeof(ScribanExpressionCompiler).FullName!)!, TimeProvider.System)!;

        Assert.DoesNotContain(context.Assemblies, loaded => loaded.GetName().Name!.StartsWith("Scriban", StringComparison.Ordinal));
        compiler.CompileExpression("1");
        Assert.Contains(context.Assemblies, loaded => loaded.GetName().Name!.StartsWith("Scriban", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("string.upcase.method")]
    [InlineData("(date.now).ticks.get_type")]
    [InlineData("record.title.get_type")]
    [InlineData("record.get_type")]
    [InlineData("run.started_at.module.assembly")]
    public void Evaluate_MemberOfClrObject_IsOutOfReach(string source)
    {
        object? value = null;
        try
        {
            value = new ScribanExpressionCompiler(TimeProvider.System).CompileExpression(source).Evaluate(ScribanExpressionCompilerTests.Sample(), null);
        }
        catch (ExpressionException)
        {
            // Refused: also out of reach.
        }

        Assert.Null(value);
    }

    private sealed class FreshContext() : AssemblyLoadContext("fresh")
    {
        protected override Assembly? Load(AssemblyName name) =>
            name.Name!.StartsWith("Scriban", StringComparison.Ordinal)
                ? LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, $"{name.Name}.dll"))
                : null;
    }
}
