using Scriban.Syntax;

namespace JobPilot.Expressions;

/// <summary>Finds the names that a template gives values to: assigned, captured, loop variables, functions and their parameters.</summary>
internal sealed class AssignedNames : ScriptVisitor
{
    public HashSet<string> Names { get; } = new(["for", "while", "tablerow"], StringComparer.Ordinal);

    public override void Visit(ScriptAssignExpression node)
    {
        Add(node.Target);
        base.Visit(node);
    }

    public override void Visit(ScriptForStatement node)
    {
        Add(node.Variable);
        base.Visit(node);
    }

    public override void Visit(ScriptTableRowStatement node)
    {
        Add(node.Variable);
        base.Visit(node);
    }

    public override void Visit(ScriptCaptureStatement node)
    {
        Add(node.Target);
        base.Visit(node);
    }

    public override void Visit(ScriptFunction node)
    {
        Add(node.NameOrDoToken);
        base.Visit(node);
    }

    public override void Visit(ScriptParameter node)
    {
        Add(node.Name);
        base.Visit(node);
    }

    private void Add(ScriptNode? target)
    {
        if (target is ScriptVariableGlobal variable)
        {
            Names.Add(variable.Name);
        }
    }
}
