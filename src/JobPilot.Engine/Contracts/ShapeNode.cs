using System.Text;

namespace JobPilot.Engine.Contracts;

/// <summary>
/// One field of a source's shape: what was known of it when the run began, and what the run has seen so far. The items of an array are one
/// node, and so are the values of a map, an object whose keys have no end. Used by one thread at a time.
/// </summary>
internal sealed class ShapeNode
{
    /// <summary>Names an object may have before it is taken for a map; the record itself never is.</summary>
    public const int MostNames = 64;

    private readonly Dictionary<string, ShapeNode> _byName = new(StringComparer.Ordinal);

    public ShapeNode(ShapeNode? parent, string name)
    {
        Parent = parent;
        Name = string.Intern(name); // Names of records are interned too: then a look at the reference is enough.
        Utf8 = Encoding.UTF8.GetBytes(name);
        Depth = parent is null ? 0 : parent.Depth + 1;
    }

    /// <summary>Stands for the items of an array in a path.</summary>
    public const string ItemsName = "[]";

    /// <summary>Stands for every key of a map in a path.</summary>
    public const string AnyName = "*";

    public ShapeNode? Parent { get; }

    public string Name { get; }

    public byte[] Utf8 { get; }

    public int Depth { get; }

    /// <summary>Whether it stands for the items of an array or the values of a map, and so is no field that can appear or vanish.</summary>
    public bool IsPlace { get; init; }

    /// <summary>Fields of an object in the order in which they were first seen.</summary>
    public List<ShapeNode> Fields { get; } = [];

    /// <summary>The items of an array; null where none was seen.</summary>
    public ShapeNode? Items { get; set; }

    /// <summary>What stands for every key of a map; null for a plain object.</summary>
    public ShapeNode? Any { get; private set; }

    /// <summary>Whether it was part of the shape when the run began.</summary>
    public bool Known { get; set; }

    /// <summary>Types when the run began.</summary>
    public ShapeTypes Types { get; set; }

    /// <summary>Values other than null of earlier runs, of <see cref="KnownPlaces"/>.</summary>
    public long KnownSeen { get; set; }

    /// <summary>Objects of earlier runs in which it could have stood.</summary>
    public long KnownPlaces { get; set; }

    /// <summary>Types of this run.</summary>
    public ShapeTypes Now { get; set; }

    /// <summary>Values other than null of this run.</summary>
    public long Seen { get; set; }

    /// <summary>Records of this run in which it is new or has another type.</summary>
    public long Odd { get; set; }

    /// <summary>Records of this run in which it has a fraction where there was none before.</summary>
    public long Widened { get; set; }

    /// <summary>Types that need no second look.</summary>
    public ShapeTypes Passes { get; set; }

    /// <summary>The last record that was counted as odd.</summary>
    public long OddRecord { get; set; }

    /// <summary>The last record that was counted as widened.</summary>
    public long WidenedRecord { get; set; }

    /// <summary>What is done where it is new.</summary>
    public ContractMode WhenNew { get; init; }

    /// <summary>What is done where it has another type.</summary>
    public ContractMode WhenRetyped { get; init; }

    /// <summary>What is done where it is gone.</summary>
    public ContractMode WhenVanished { get; init; }

    /// <summary>Whether it lies in what is itself new, and is not told of separately.</summary>
    public bool IsInNew => Parent is { Known: false, Parent: not null };

    /// <summary>The field at or behind a place, which is moved on; null where it is not known.</summary>
    public ShapeNode? Find(string name, ref int next)
    {
        if (Any is not null)
        {
            return Any;
        }

        for (var i = next; i < Fields.Count; i++)
        {
            if (ReferenceEquals(Fields[i].Name, name))
            {
                next = i + 1;
                return Fields[i];
            }
        }

        return _byName.GetValueOrDefault(name);
    }

    /// <summary>The same for a name that is still UTF-8.</summary>
    public ShapeNode? Find(ReadOnlySpan<byte> name, ref int next)
    {
        if (Any is not null)
        {
            return Any;
        }

        for (var step = 0; step < Fields.Count; step++)
        {
            var at = next + step < Fields.Count ? next + step : next + step - Fields.Count;
            if (Fields[at].Utf8.AsSpan().SequenceEqual(name))
            {
                next = at + 1;
                return Fields[at];
            }
        }

        return null;
    }

    public void Add(ShapeNode field)
    {
        Fields.Add(field);
        _byName.Add(field.Name, field);
    }

    /// <summary>Forgets what lies directly below.</summary>
    public void Drop(ShapeNode below)
    {
        if (below == Items)
        {
            Items = null;
        }
        else if (below == Any)
        {
            Any = null;
        }
        else
        {
            Fields.Remove(below);
            _byName.Remove(below.Name);
        }
    }

    /// <summary>Takes the object for a map from now on.</summary>
    public void BecomeMap(ShapeNode any)
    {
        Any = any;
        Fields.ForEach(field => field.MergeInto(any));
        Fields.Clear();
        _byName.Clear();
    }

    /// <summary>Names from the record on.</summary>
    public IReadOnlyList<string> Path()
    {
        var path = new List<string>();
        for (var node = this; node.Parent is not null; node = node.Parent)
        {
            path.Insert(0, node.Name);
        }

        return path;
    }

    /// <summary>The path as people write it.</summary>
    public string PathText()
    {
        var text = new StringBuilder();
        for (var node = this; node.Parent is not null; node = node.Parent)
        {
            text.Insert(0, node.IsPlace && node.Name == ItemsName ? ItemsName
                : !node.IsPlace && (node.Name.AsSpan().ContainsAny(".[]'*") || node.Name.Length == 0) ? $"['{node.Name}']"
                : node.Parent.Parent is null ? node.Name
                : $".{node.Name}");
        }

        return text.ToString();
    }

    /// <summary>Nodes below this one.</summary>
    public int CountBelow() => Below().Sum(node => 1 + node.CountBelow());

    /// <summary>What lies directly below, in order.</summary>
    public IEnumerable<ShapeNode> Below()
    {
        IEnumerable<ShapeNode> below = Fields;
        below = Any is null ? below : below.Append(Any);
        return Items is null ? below : below.Append(Items);
    }

    private void MergeInto(ShapeNode other)
    {
        other.Known |= Known;
        other.Types |= Types;
        other.Now |= Now;
        other.Passes |= Passes;
        other.KnownSeen += KnownSeen;
        other.KnownPlaces += KnownSeen;
        other.Seen += Seen;
        other.Odd += Odd;
        other.Widened += Widened;
        if (Items is not null)
        {
            other.Items ??= other.Child(Items);
            Items.MergeInto(other.Items);
        }

        if (Any is not null && other.Any is null)
        {
            other.BecomeMap(other.Child(Any));
        }

        Any?.MergeInto(other.Any!);
        foreach (var field in Fields)
        {
            var next = 0;
            if (other.Find(field.Name, ref next) is not { } target)
            {
                target = other.Child(field);
                other.Add(target);
            }

            field.MergeInto(target);
        }
    }

    private ShapeNode Child(ShapeNode like) => new(this, like.Name)
    {
        IsPlace = like.IsPlace,
        WhenNew = like.WhenNew,
        WhenRetyped = like.WhenRetyped,
        WhenVanished = like.WhenVanished,
    };
}
