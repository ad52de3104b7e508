using System.Collections.Concurrent;
using Scriban;
using Scriban.Parsing;
using Scriban.Syntax;

namespace JobPilot.Expressions;

/// <summary>What all expressions of one compiler share: the functions, the compiled field paths and the pool of contexts.</summary>
internal sealed class ExpressionEnvironment(TimeProvider time)
{
    private readonly Builtins _builtins = new();
    private readonly ConcurrentBag<ExpressionContext> _pool = [];

    public FieldNode Fields { get; } = FieldNode.NewRoot();

    public IExpression CompileExpression(string source)
    {
        var page = Parse(source, ScriptMode.ScriptOnly);
        var checker = SourceChecker.Check(page, _builtins, SourceKind.Expression);
        var statement = (ScriptExpressionStatement)page.Body!.Statements[0];
        var expression = (ScriptExpression)new CheckedRewriter().Visit(statement.Expression)!;
        return new CompiledExpression(this, source, expression, checker.NeedsDeadline);
    }

    public IExpression CompileTemplate(string source)
    {
        if (!source.Contains("{{", StringComparison.Ordinal))
        {
            return new ConstantTemplate(source);
        }

        var opened = source.LastIndexOf("{{", StringComparison.Ordinal);
        if (source.IndexOf("}}", opened, StringComparison.Ordinal) < 0)
        {
            throw new ExpressionException("'{{' is not closed by '}}'.")
            {
                Line = source.AsSpan(0, opened).Count('\n') + 1,
                Column = opened - source.LastIndexOf('\n', opened),
            };
        }

        var page = Parse(source, ScriptMode.Default);
        SourceChecker.Check(page, _builtins, SourceKind.Template);
        return new CompiledTemplate(this, source, (ScriptPage)new CheckedRewriter().Visit(page)!);
    }

    public ExpressionContext Rent(Record? record, RunInfo? run)
    {
        if (!_pool.TryTake(out var context))
        {
            context = new ExpressionContext(_builtins, Fields);
        }

        context.Bind(record, run, time);
        return context;
    }

    /// <summary>Takes a context back; one whose evaluation threw is not given back, since its stacks may hold remains.</summary>
    public void Return(ExpressionContext context)
    {
        if (context.Unbind())
        {
            _pool.Add(context);
        }
    }

    private static ScriptPage Parse(string source, ScriptMode mode)
    {
        if (source.Length > ExpressionLimits.Source)
        {
            throw new ExpressionException(
                $"It has {source.Length} characters; at most {ExpressionLimits.Source} are allowed.")
            { Line = 1, Column = 1 };
        }

        var template = Template.Parse(
            source,
            parserOptions: new ParserOptions { ExpressionDepthLimit = ExpressionLimits.Depth },
            lexerOptions: new LexerOptions { Mode = mode });
        if (template.HasErrors || template.Page is null)
        {
            var first = template.Messages.First(message => message.Type == ParserMessageType.Error);
            throw ExpressionErrors.At(first.Span, first.Message);
        }

        return template.Page;
    }
}
