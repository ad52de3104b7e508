using System.Collections.Concurrent;
using System.Globalization;

namespace JobPilot.Expressions;

/// <summary>
/// A field that expressions look at, with its compiled path; its children hang below it, so that <c>record.a.b</c> compiles a path once and
/// not an evaluation. Bounded: names computed from data beyond the bound are compiled anew each time.
/// </summary>
internal sealed class FieldNode
{
    private const int MaxNodes = 4096;
    private readonly ConcurrentDictionary<string, FieldNode> _names = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, FieldNode> _items = new();
    private readonly Counter _counter;
    private readonly string _text;

    private FieldNode(string text, FieldPath? path, Counter counter)
    {
        _text = text;
        Path = path;
        _counter = counter;
    }

    /// <summary>The path; null for the record itself.</summary>
    public FieldPath? Path { get; }

    public static FieldNode NewRoot() => new("", null, new Counter());

    /// <summary>The field of that name; null where no path can name it.</summary>
    public FieldNode? Child(string name)
    {
        if (_names.TryGetValue(name, out var known))
        {
            return known;
        }

        var text = Append(name);
        if (text is null)
        {
            return null;
        }

        var made = new FieldNode(text, FieldPath.Parse(text), _counter);
        return _counter.TryCount() ? _names.GetOrAdd(name, made) : made;
    }

    public FieldNode Item(int index)
    {
        if (_items.TryGetValue(index, out var known))
        {
            return known;
        }

        var text = string.Create(CultureInfo.InvariantCulture, $"{_text}[{index}]");
        var made = new FieldNode(text, FieldPath.Parse(text), _counter);
        return _counter.TryCount() ? _items.GetOrAdd(index, made) : made;
    }

    private string? Append(string name)
    {
        if (name.Length > 0 && name.AsSpan().IndexOfAny('.', '[') < 0)
        {
            return _text.Length == 0 ? name : $"{_text}.{name}";
        }

        if (!name.Contains("']", StringComparison.Ordinal))
        {
            return $"{_text}['{name}']";
        }

        return name.Contains("\"]", StringComparison.Ordinal) ? null : $"{_text}[\"{name}\"]";
    }

    private sealed class Counter
    {
        private int _count;

        public bool TryCount() => Volatile.Read(ref _count) < MaxNodes && Interlocked.Increment(ref _count) <= MaxNodes;
    }
}
