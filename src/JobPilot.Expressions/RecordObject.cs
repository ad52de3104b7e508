using System.Text;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;

namespace JobPilot.Expressions;

/// <summary>A record, or an object inside one, as Scriban sees it: each field is read when it is asked for, nothing can be written.</summary>
internal sealed class RecordObject(Record record, FieldNode node) : IScriptObject
{
    public Record Record { get; } = record;

    public FieldNode Node { get; } = node;

    public int Count => Node.Path is { } path ? Record.GetCount(path) : Record.GetNames().Count;

    public bool IsReadOnly
    {
        get => true;
        set { }
    }

    public IEnumerable<string> GetMembers() =>
        Node.Path is { } path ? [.. (Record.GetNode(path)?.AsObject() ?? []).Select(field => field.Key)] : Record.GetNames();

    public bool Contains(string member) => Node.Child(member) is { Path: { } path } && Record.GetKind(path) != RecordValueKind.Missing;

    public bool TryGetValue(TemplateContext? context, SourceSpan span, string member, out object? value)
    {
        value = Node.Child(member) is { } child ? RecordValues.Read(Record, child) : null;
        return value is not null;
    }

    public bool CanWrite(string member) => false;

    public bool TrySetValue(TemplateContext? context, SourceSpan span, string member, object? value, bool readOnly) => false;

    public bool Remove(string member) => false;

    public void SetReadOnly(string member, bool readOnly)
    {
    }

    public IScriptObject Clone(bool deep) => this;

    public override string ToString() =>
        Node.Path is { } path ? Encoding.UTF8.GetString(Record.GetUtf8(path).Span) : Record.ToString();
}
