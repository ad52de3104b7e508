namespace JobPilot.Plugins.LiteDb.Rows;

/// <summary>Fields that are no content, as a tree of names.</summary>
internal sealed class IgnoredFields
{
    private readonly Dictionary<string, IgnoredFields> _children = new(StringComparer.Ordinal);

    public bool Whole { get; private set; }

    public static IgnoredFields Parse(IEnumerable<string> paths)
    {
        var root = new IgnoredFields();
        foreach (var path in paths)
        {
            var node = root;
            foreach (var name in path.Split('.'))
            {
                if (!node._children.TryGetValue(name, out var child))
                {
                    node._children[name] = child = new IgnoredFields();
                }

                node = child;
            }

            node.Whole = true;
        }

        return root;
    }

    public IgnoredFields? Find(string name) => _children.GetValueOrDefault(name);
}
