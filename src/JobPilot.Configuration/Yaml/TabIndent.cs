namespace JobPilot.Configuration;

/// <summary>
/// Finds tabs that indent lines. The parser refuses some of them far from their place and takes others for nothing; inside multi-line texts and
/// between brackets they are allowed.
/// </summary>
internal sealed class TabIndent
{
    private readonly List<(int Line, int Column)> _tabs = [];
    private readonly HashSet<int> _allowed = [];

    public TabIndent(string text)
    {
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            var indent = line[..(line.Length - line.TrimStart(" \t").Length)];
            var tab = indent.IndexOf('\t');
            if (tab >= 0 && indent.Length < line.Length && line[indent.Length] != '#')
            {
                _tabs.Add((number, tab + 1));
            }
        }
    }

    /// <summary>A value goes over these lines: tabs behind the first are part of it.</summary>
    public void Allow(long first, long last)
    {
        var low = 0;
        for (var high = _tabs.Count; low < high;)
        {
            var middle = (low + high) / 2;
            (low, high) = _tabs[middle].Line <= first ? (middle + 1, high) : (low, middle);
        }

        for (var i = low; i < _tabs.Count && _tabs[i].Line <= last; i++)
        {
            _allowed.Add(_tabs[i].Line);
        }
    }

    /// <summary>The first tab that indents a key or an entry; null where there is none.</summary>
    public (int Line, int Column)? FindOutside() => First(tab => !_allowed.Contains(tab.Line));

    /// <summary>A tab in the line or beside it; null where there is none.</summary>
    public (int Line, int Column)? FindBefore(int line) => First(tab => tab.Line <= line + 1 && tab.Line >= line - 2 && !_allowed.Contains(tab.Line));

    private (int Line, int Column)? First(Func<(int Line, int Column), bool> condition)
    {
        foreach (var tab in _tabs)
        {
            if (condition(tab))
            {
                return tab;
            }
        }

        return null;
    }
}
