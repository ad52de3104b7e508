namespace JobPilot.Expressions;

internal enum SourceKind
{
    Expression,
    Template,
}
