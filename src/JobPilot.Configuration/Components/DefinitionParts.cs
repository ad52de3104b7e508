namespace JobPilot.Configuration;

/// <summary>What is read of a component of any kind.</summary>
internal sealed record DefinitionParts(string Id, ComponentParts Component, bool Enabled, IExpression? When, ComponentErrorAction? OnError, SourceLocation Location, string Pointer);
