using Scriban.Syntax;

namespace JobPilot.Expressions;

/// <summary>Refuses sources nested so deeply that walking them could exhaust a thread's stack, such as thousands of terms in one sum.</summary>
internal sealed class DepthChecker : ScriptVisitor
{
    private int _depth;

    public static void Check(ScriptPage page) => new DepthChecker().Visit(page);

    public override void Visit(ScriptNode? node)
    {
        if (node is null)
        {
            return;
        }

        if (++_depth > ExpressionLimits.Depth)
        {
            throw ExpressionErrors.At(node.Span, $"It is nested deeper than {ExpressionLimits.Depth} levels.");
        }

        base.Visit(node);
        _depth--;
    }
}
