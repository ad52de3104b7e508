namespace JobPilot.Configuration;

/// <summary>Gathers the keys of one mapping: finds duplicates, and expands merge keys below what the mapping states itself.</summary>
internal sealed class MappingEntries(FindingList findings)
{
    private readonly List<ConfigEntry> _entries = [];
    private readonly Dictionary<string, SourceLocation> _places = new(StringComparer.Ordinal);
    private readonly List<ConfigMapping> _merged = [];

    public void Add(ConfigNode key, SourceLocation keyPlace, ConfigNode value, bool isMerge)
    {
        if (isMerge)
        {
            AddMerge(value);
            return;
        }

        if (key is not ConfigScalar { Text.Length: > 0 } scalar)
        {
            if (key is not ConfigScalar { Unknown: true })
            {
                findings.Error(ErrorCodes.YamlKeyNotText, keyPlace, "A key must be a name.", "Write `name: value`.");
            }

            return;
        }

        if (!_places.TryAdd(scalar.Text, keyPlace))
        {
            findings.Error(ErrorCodes.YamlDuplicateKey, keyPlace, $"The key `{scalar.Text}` stands here a second time; it already stands in line {_places[scalar.Text].Line}.", "Remove one of the two.");
            return;
        }

        _entries.Add(new ConfigEntry(scalar.Text, keyPlace, value));
    }

    /// <param name="count">Told how many values the merge keys add.</param>
    public IReadOnlyList<ConfigEntry> Build(Action<long> count)
    {
        foreach (var entry in _merged.SelectMany(mapping => mapping.Entries))
        {
            if (_places.TryAdd(entry.Key, entry.KeyLocation))
            {
                count(entry.Value.Size);
                _entries.Add(entry);
            }
        }

        return _entries;
    }

    private void AddMerge(ConfigNode value)
    {
        var sources = value is ConfigSequence list ? list.Items : [value];
        foreach (var source in sources)
        {
            if (source is ConfigMapping mapping)
            {
                _merged.Add(mapping);
            }
            else if (source is not ConfigScalar { Unknown: true })
            {
                findings.Error(ErrorCodes.YamlBadMerge, value.Location, "A merge key `<<` takes an alias of a mapping or a list of them.", "Write `<<: *name`, where `&name` marks a mapping.");
                return;
            }
        }
    }
}
