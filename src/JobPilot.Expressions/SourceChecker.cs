using System.Collections.Frozen;
using Scriban.Syntax;

namespace JobPilot.Expressions;

/// <summary>
/// Refuses, when an expression is compiled, what could only fail or surprise later: statements and assignments in a condition, names and
/// functions that do not exist, and whatever reaches beyond the record and the run.
/// </summary>
internal sealed class SourceChecker : ScriptVisitor
{
    private static readonly FrozenDictionary<string, string> Operators =
        new Dictionary<string, string> { ["and"] = "&&", ["or"] = "||", ["not"] = "!" }.ToFrozenDictionary();

    private readonly Builtins _builtins;
    private readonly SourceKind _kind;
    private readonly HashSet<string> _assigned;

    private SourceChecker(Builtins builtins, SourceKind kind, HashSet<string> assigned)
    {
        _builtins = builtins;
        _kind = kind;
        _assigned = assigned;
    }

    /// <summary>Whether it calls functions or loops, so that its time has to be watched.</summary>
    public bool NeedsDeadline { get; private set; }

    public static SourceChecker Check(ScriptPage page, Builtins builtins, SourceKind kind)
    {
        // Depth first, since every other walk is recursive too.
        var names = new AssignedNames();
        var checker = new SourceChecker(builtins, kind, names.Names);
        DepthChecker.Check(page);
        if (kind == SourceKind.Template)
        {
            names.Visit(page);
        }
        else
        {
            RequireOneExpression(page);
        }

        checker.Visit(page);
        return checker;
    }

    public override void Visit(ScriptNode? node)
    {
        if (node is null)
        {
            return;
        }

        NeedsDeadline |= node is ScriptFunctionCall or ScriptPipeCall or ScriptLoopStatementBase;
        switch (node)
        {
            case ScriptImportStatement:
                throw ExpressionErrors.At(node.Span, "'import' is not available.");
            case ScriptThisExpression:
                throw ExpressionErrors.At(node.Span, "'this' is not available; use 'record' or 'run'.");
            case ScriptAnonymousFunction or ScriptFunction when _kind == SourceKind.Expression:
                throw ExpressionErrors.At(node.Span, "An expression cannot define functions.");
        }

        base.Visit(node);
    }

    public override void Visit(ScriptAssignExpression node)
    {
        RefuseAssignment(node.Target, node);
        base.Visit(node);
    }

    public override void Visit(ScriptIncrementDecrementExpression node)
    {
        RefuseAssignment(node.Right, node);
        base.Visit(node);
    }

    public override void Visit(ScriptCaptureStatement node)
    {
        RefuseAssignment(node.Target, node);
        base.Visit(node);
    }

    public override void Visit(ScriptForStatement node)
    {
        RefuseAssignment(node.Variable, node);
        base.Visit(node);
    }

    public override void Visit(ScriptNamedArgument node) => Visit(node.Value);

    public override void Visit(ScriptObjectMember node) => Visit(node.Value);

    public override void Visit(ScriptMemberExpression node)
    {
        if (node.Target is ScriptVariableGlobal target && node.Member is { } member && !_assigned.Contains(target.Name))
        {
            if (_builtins.Functions.TryGetValue(target.Name, out var functions))
            {
                RequireMember(member, functions, $"{target.Name}.");
                return;
            }

            if (target.Name == RootObject.RunName)
            {
                RequireMember(member, RootObject.RunFields, $"{RootObject.RunName}.");
                return;
            }
        }

        Visit(node.Target);
    }

    public override void Visit(ScriptVariableGlobal node)
    {
        var name = node.Name;
        if (name is RootObject.RecordName or RootObject.RunName or "empty" or "blank" || _assigned.Contains(name))
        {
            return;
        }

        if (_builtins.Functions.TryGetValue(name, out var functions))
        {
            throw ExpressionErrors.At(node.Span, $"'{name}' is a group of functions; name one of them, for instance {name}.{functions[0]}.");
        }

        if (Operators.TryGetValue(name, out var written))
        {
            throw ExpressionErrors.At(node.Span, $"'{name}' is no operator; write '{written}'.");
        }

        string[] known = [RootObject.RecordName, RootObject.RunName, .. _builtins.Functions.Keys.Order(StringComparer.Ordinal), "empty", "blank"];
        throw ExpressionErrors.At(
            node.Span,
            $"There is no '{name}'; {Suggestion(name, known) ?? $"a field of the record is record.{name}, and {string.Join(", ", known)} are known"}");
    }

    private static void RequireOneExpression(ScriptPage page)
    {
        var statements = page.Body?.Statements;
        if (statements is null or { Count: 0 })
        {
            throw ExpressionErrors.At(page.Span, "The expression is empty.");
        }

        if (statements[0] is not ScriptExpressionStatement)
        {
            throw ExpressionErrors.At(statements[0].Span, "A statement is not allowed here; write one expression.");
        }

        if (statements.Count > 1)
        {
            throw ExpressionErrors.At(statements[1].Span, "Only one expression is allowed; this begins a second one.");
        }
    }

    private static void RequireMember(ScriptVariable member, IReadOnlyList<string> known, string group)
    {
        if (!known.Contains(member.Name))
        {
            throw ExpressionErrors.At(
                member.Span,
                $"There is no '{group}{member.Name}'; {Suggestion(member.Name, known, group) ?? $"known are {string.Join(", ", known)}"}");
        }
    }

    private static string? Suggestion(string name, IEnumerable<string> known, string group = "") => NearMiss.Find(name, known) is { } near ? $"did you mean '{group}{near}'?" : null;

    private void RefuseAssignment(ScriptNode? target, ScriptNode place)
    {
        if (_kind == SourceKind.Expression)
        {
            throw ExpressionErrors.At(place.Span, "An assignment is not allowed here; to compare, write '=='.");
        }

        var root = target;
        while (root is ScriptMemberExpression or ScriptIndexerExpression)
        {
            root = root is ScriptMemberExpression member ? member.Target : ((ScriptIndexerExpression)root).Target;
        }

        if (root is ScriptVariableGlobal { Name: var name }
            && (name is RootObject.RecordName or RootObject.RunName or "empty" or "blank" || _builtins.Functions.ContainsKey(name)))
        {
            throw ExpressionErrors.At(place.Span, $"'{name}' cannot be changed; choose another name.");
        }
    }
}
