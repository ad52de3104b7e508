using Scriban.Parsing;
using Scriban.Syntax;

namespace JobPilot.Expressions;

/// <summary>Puts <see cref="CheckedBinaryExpression"/> in the place of Scriban's operators.</summary>
internal sealed class CheckedRewriter : ScriptRewriter
{
    public override ScriptNode Visit(ScriptBinaryExpression node)
    {
        var rewritten = (ScriptBinaryExpression)base.Visit(node)!;
        return node.Operator is ScriptBinaryOperator.And or ScriptBinaryOperator.Or
            ? rewritten
            : Checked(rewritten.Left!, node.Operator, (ScriptToken)Visit((ScriptNode?)node.OperatorToken)!, rewritten.Right!, node);
    }

    public override ScriptNode Visit(ScriptAssignExpression node)
    {
        ScriptBinaryOperator? compound = node.EqualToken.TokenType switch
        {
            TokenType.PlusEqual => ScriptBinaryOperator.Add,
            TokenType.MinusEqual => ScriptBinaryOperator.Subtract,
            TokenType.AsteriskEqual => ScriptBinaryOperator.Multiply,
            TokenType.DivideEqual => ScriptBinaryOperator.Divide,
            TokenType.DoubleDivideEqual => ScriptBinaryOperator.DivideRound,
            TokenType.PercentEqual => ScriptBinaryOperator.Modulus,
            _ => null,
        };
        if (compound is not { } operation)
        {
            return base.Visit(node)!;
        }

        var left = (ScriptExpression)Visit((ScriptNode?)node.Target)!;
        var right = (ScriptExpression)Visit((ScriptNode?)node.Value)!;
        return new ScriptAssignExpression
        {
            Target = (ScriptExpression)Visit((ScriptNode?)node.Target)!,
            EqualToken = ScriptToken.Equal(),
            Value = Checked(left, operation, null, right, node),
        };
    }

    private static CheckedBinaryExpression Checked(
        ScriptExpression left, ScriptBinaryOperator operation, ScriptToken? token, ScriptExpression right, ScriptNode place)
    {
        // A node has one parent: what the plain copy held is taken from it.
        if (left.Parent is ScriptBinaryExpression parent)
        {
            parent.Left = null;
            parent.Right = null;
        }

        return new CheckedBinaryExpression { Left = left, Operator = operation, OperatorToken = token, Right = right, Span = place.Span };
    }
}
