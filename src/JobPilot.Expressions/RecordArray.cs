using System.Collections;
using System.Text;

namespace JobPilot.Expressions;

/// <summary>An array inside a record as Scriban sees it: items are read when they are asked for, nothing can be written.</summary>
internal sealed class RecordArray(Record record, FieldNode node) : IList
{
    public Record Record { get; } = record;

    public FieldNode Node { get; } = node;

    public int Count => Record.GetCount(Node.Path!);

    public bool IsFixedSize => true;

    public bool IsReadOnly => true;

    public bool IsSynchronized => false;

    public object SyncRoot => this;

    public object? this[int index]
    {
        get => index >= 0 && index < Count ? RecordValues.Read(Record, Node.Item(index)) : null;
        set => throw ReadOnly();
    }

    public IEnumerator GetEnumerator()
    {
        var count = Count;
        for (var i = 0; i < count; i++)
        {
            yield return this[i];
        }
    }

    public bool Contains(object? value) => IndexOf(value) >= 0;

    public int IndexOf(object? value)
    {
        var index = 0;
        foreach (var item in this)
        {
            if (Equals(item, value))
            {
                return index;
            }

            index++;
        }

        return -1;
    }

    public void CopyTo(Array array, int index)
    {
        foreach (var item in this)
        {
            array.SetValue(item, index++);
        }
    }

    public int Add(object? value) => throw ReadOnly();

    public void Clear() => throw ReadOnly();

    public void Insert(int index, object? value) => throw ReadOnly();

    public void Remove(object? value) => throw ReadOnly();

    public void RemoveAt(int index) => throw ReadOnly();

    public override string ToString() => Encoding.UTF8.GetString(Record.GetUtf8(Node.Path!).Span);

    private static NotSupportedException ReadOnly() => new("A record cannot be changed by an expression.");
}
