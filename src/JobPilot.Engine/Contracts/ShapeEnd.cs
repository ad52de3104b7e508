namespace JobPilot.Engine.Contracts;

/// <summary>What a run means for the shape of a source: its changes, and what is known from then on.</summary>
internal static class ShapeEnd
{
    /// <summary>Places from which on a field is missed, and that a run must have had to miss it.</summary>
    private const long Enough = 10;

    /// <summary>Counts are halved above this, so that what is long past does not outweigh what is new.</summary>
    private const long Plenty = 1_000_000;

    /// <summary>What the run has met, the earlier places of the shape first.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="isWhole">Whether the run is over in order, so that what it did not give is missed.</param>
    public static IReadOnlyList<ShapeChange> Changes(SourceShape shape, bool isWhole)
    {
        var changes = new List<ShapeChange>();
        if (!shape.Learns)
        {
            Visit(shape.Root);
        }

        return changes;

        void Visit(ShapeNode node)
        {
            foreach (var below in node.Below())
            {
                if (Of(shape.Collector, below, isWhole) is { } change)
                {
                    changes.Add(change);
                }

                if (below is { Known: true, Widened: > 0 })
                {
                    changes.Add(Change(shape.Collector, below, ShapeChangeKind.Widened, ShapeTypes.Number, below.Widened, ContractMode.Evolve));
                }

                Visit(below);
            }
        }
    }

    /// <summary>The run is over in order: what it met and the pipeline accepts is known from now on.</summary>
    public static void Fold(SourceShape shape)
    {
        if (shape.Root.Seen == 0)
        {
            return;
        }

        Fold(shape.Root, shape.Learns);
        shape.Learns = false;
    }

    private static ShapeChange? Of(string collector, ShapeNode node, bool isWhole)
    {
        if (!node.Known)
        {
            return node is { Odd: > 0 } && (!node.IsInNew || node.WhenNew != ContractMode.Evolve)
                ? Change(collector, node, ShapeChangeKind.New, node.Now, node.Odd, node.WhenNew)
                : null;
        }

        if (node.Odd > 0)
        {
            return Change(collector, node, ShapeChangeKind.Retyped, node.Now & ~ShapeTypeNames.Accepted(node.Types) & ~Wider(node), node.Odd, node.WhenRetyped);
        }

        return isWhole && IsMissed(node)
            ? Change(collector, node, ShapeChangeKind.Vanished, ShapeTypes.None, node.Parent!.Seen, node.WhenVanished == ContractMode.Freeze ? ContractMode.Freeze : ContractMode.Evolve)
            : null;
    }

    private static ShapeTypes Wider(ShapeNode node) => node.Types.HasFlag(ShapeTypes.Integer) ? ShapeTypes.Number : ShapeTypes.None;

    /// <summary>It used to be in nearly every place, and is in none though there were enough.</summary>
    private static bool IsMissed(ShapeNode node) => !node.IsPlace && node.Seen == 0 && node.Parent!.Seen >= Enough
        && node.KnownPlaces >= Enough && node.KnownSeen * 20 >= node.KnownPlaces * 19;

    private static ShapeChange Change(string collector, ShapeNode node, ShapeChangeKind kind, ShapeTypes now, long records, ContractMode action) => new()
    {
        Collector = collector,
        Field = node.PathText(),
        Kind = kind,
        Before = ShapeTypeNames.Of(node.Types),
        Now = ShapeTypeNames.Of(now),
        Records = records,
        Action = action,
    };

    private static void Fold(ShapeNode node, bool learns)
    {
        foreach (var below in node.Below().ToList())
        {
            if (!below.Known && !learns && (below.WhenNew != ContractMode.Evolve || below.Odd <= 0))
            {
                // It was not let in, and is as new to the next run; or only a page showed it that was taken back.
                node.Drop(below);
                continue;
            }

            Fold(below, learns);
        }

        if (IsRoot(node) || !IsMissed(node))
        {
            node.KnownSeen += node.Seen;
            node.KnownPlaces += node.Parent?.Seen ?? node.Seen;
        }
        else
        {
            // That it is gone is told once; its types stay known.
            node.KnownSeen = node.KnownPlaces = 0;
        }

        if (node.KnownPlaces > Plenty)
        {
            (node.KnownSeen, node.KnownPlaces) = (node.KnownSeen / 2, node.KnownPlaces / 2);
        }

        node.Types |= Learnt(node, learns);
        node.Known = true;
        node.Passes = ShapeTypeNames.Accepted(node.Types);
        Forget(node);
    }

    private static ShapeTypes Learnt(ShapeNode node, bool learns) => learns || !node.Known || node.Types == ShapeTypes.None || node.WhenRetyped == ContractMode.Evolve
        ? node.Now
        : node.Now & Wider(node);

    private static bool IsRoot(ShapeNode node) => node.Parent is null;

    /// <summary>Counts of the run; a child is folded before its parent, whose count it needs.</summary>
    private static void Forget(ShapeNode node)
    {
        node.Now = ShapeTypes.None;
        node.Seen = node.Odd = node.Widened = 0;
    }
}
