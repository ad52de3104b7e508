namespace JobPilot.Engine.Contracts;

/// <summary>
/// The shape of one source: what is known of it, what this run has seen, and what the pipeline asks for where these differ. Invariant 4: a run is
/// judged by what was known when it began, so its results do not depend on the order of arrival. Invariant 7: names, depth and size are
/// bounded. Used by one thread at a time.
/// </summary>
internal sealed class SourceShape
{
    /// <summary>Fields that are followed; what is beyond them is passed over, and that is told.</summary>
    public const int MostNodes = 1000;

    /// <summary>Levels of nesting that are followed.</summary>
    public const int MostDepth = 8;

    /// <summary>Letters of a name that is followed.</summary>
    public const int MostLetters = 200;

    private readonly SourceContract _contract;
    private readonly Func<string, bool> _isSecret;
    private readonly ShapeReader _reader;
    private readonly List<ShapeOddity> _oddities = [];
    private long _record;
    private int _index;

    public SourceShape(string collector, SourceContract contract, Func<string, bool> isSecret)
    {
        Collector = collector;
        _contract = contract;
        _isSecret = isSecret;
        _reader = new ShapeReader(this);
        Root = new ShapeNode(null, "") { Known = true, Types = ShapeTypes.Object };
    }

    public string Collector { get; }

    public ShapeNode Root { get; }

    public int Nodes { get; private set; }

    /// <summary>Whether nothing is known yet: then all that comes is learnt, and nothing is judged.</summary>
    public bool Learns { get; set; } = true;

    /// <summary>Whether there are more fields than are followed.</summary>
    public bool IsCapped { get; private set; }

    /// <summary>1 while a page is taken in; -1 while one is taken back.</summary>
    public int Step { get; private set; } = 1;

    /// <summary>Looks at some records of a page; what the pipeline does not accept of them is in the answer, which is used again by the next call.</summary>
    public IReadOnlyList<ShapeOddity> Read(IReadOnlyList<Record> records, int count)
    {
        _oddities.Clear();
        Walk(records, count);
        return _oddities;
    }

    /// <summary>Takes back what a page has added, since the run stops before it.</summary>
    public void TakeBack(IReadOnlyList<Record> records, int count)
    {
        Step = -1;
        Walk(records, count);
        Step = 1;
        _oddities.Clear();
    }

    /// <summary>A field that was not seen before; null where it is not followed.</summary>
    public ShapeNode? Add(ShapeNode parent, string name)
    {
        if (parent.Depth >= MostDepth || name.Length > MostLetters || _isSecret(name))
        {
            return null;
        }

        if (parent.Fields.Count >= ShapeNode.MostNames && parent.Parent is not null)
        {
            parent.BecomeMap(Create(parent, ShapeNode.AnyName, isPlace: true, known: parent.Known));
            Nodes = Root.CountBelow();
            return parent.Any;
        }

        if (Nodes >= MostNodes)
        {
            IsCapped = true;
            return null;
        }

        var field = Create(parent, name, isPlace: false, known: false);
        parent.Add(field);
        return field;
    }

    /// <summary>The node of an array's items.</summary>
    public ShapeNode ItemsOf(ShapeNode array) => array.Items ??= Create(array, ShapeNode.ItemsName, isPlace: true, known: array.Known);

    /// <summary>Makes a node, with what the pipeline asks for it.</summary>
    public ShapeNode Create(ShapeNode parent, string name, bool isPlace, bool known)
    {
        IReadOnlyList<string> path = [.. parent.Path(), name];
        var own = _contract.ModeOf(path);
        Nodes++;
        return new ShapeNode(parent, name)
        {
            IsPlace = isPlace,
            Known = known,
            WhenNew = own ?? _contract.NewFields,
            WhenRetyped = own ?? _contract.Retyped,
            WhenVanished = own ?? _contract.Vanished,
        };
    }

    /// <summary>A value stands here. Returns whether what lies in it is to be looked at.</summary>
    public bool See(ShapeNode node, ShapeTypes type)
    {
        node.Seen += type == ShapeTypes.None ? 0 : Step;
        return (type & ~node.Passes) == 0 && (node.Known || Learns) || Judge(node, type);
    }

    private void Walk(IReadOnlyList<Record> records, int count)
    {
        for (_index = 0; _index < count; _index++)
        {
            _record++;
            if (records[_index].MalformedReason is null)
            {
                _reader.Read(records[_index]);
            }
        }
    }

    private bool Judge(ShapeNode node, ShapeTypes type)
    {
        node.Now |= type;
        if (Learns)
        {
            node.Passes |= type;
            return true;
        }

        if (!node.Known)
        {
            CountOdd(node);
            return Accept(node, type, node.WhenNew);
        }

        if (node.Types == ShapeTypes.None)
        {
            // So far it was always null, or an array always empty: its first type is no other one.
            node.Passes |= type;
            return true;
        }

        if (type == ShapeTypes.Number && node.Types.HasFlag(ShapeTypes.Integer))
        {
            if (node.WidenedRecord != _record)
            {
                node.WidenedRecord = _record;
                node.Widened += Step;
            }

            return true;
        }

        CountOdd(node);
        return Accept(node, type, node.WhenRetyped);
    }

    private void CountOdd(ShapeNode node)
    {
        if (node.OddRecord != _record)
        {
            node.OddRecord = _record;
            node.Odd += Step;
        }
    }

    private bool Accept(ShapeNode node, ShapeTypes type, ContractMode mode)
    {
        if (mode == ContractMode.Evolve)
        {
            return true;
        }

        _oddities.Add(new ShapeOddity(_index, node, type, mode));
        return false;
    }
}

/// <summary>A value that the pipeline does not accept.</summary>
/// <param name="Record">Number of the record in its page.</param>
/// <param name="Node">The field.</param>
/// <param name="Type">The value's type.</param>
/// <param name="Mode">What is to be done.</param>
internal readonly record struct ShapeOddity(int Record, ShapeNode Node, ShapeTypes Type, ContractMode Mode);
