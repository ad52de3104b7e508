namespace JobPilot.Host.Commands.Positions;

/// <summary>Which splits a verb works on: one collector's, one split, or all.</summary>
internal sealed record SplitSelection(string? Collector, string? Split)
{
    public bool Takes(SplitName name) => (Collector is null || name.Collector == Collector) && (Split is null || name.Split == Split);

    /// <summary>The positions that are meant, in order.</summary>
    /// <exception cref="RefusedException">Some were asked for by name, and there are none.</exception>
    public IReadOnlyList<(SplitName Name, SplitState State)> Choose(Claim known)
    {
        var chosen = known.Splits.Select(split => (Name: SplitName.Parse(split.Key), State: split.Value)).Where(split => Takes(split.Name))
            .OrderBy(split => split.Name.Qualified, StringComparer.Ordinal).ToList();
        return chosen.Count > 0 || (Collector is null && Split is null)
            ? chosen
            : throw RefusedException.Missing("state.no_such_split", $"The home knows no position of {this}.", "`jobpilot-host state list PIPELINE` shows those that it knows.");
    }

    public override string ToString() => (Collector, Split) switch
    {
        (null, null) => "all splits",
        (null, { } split) => $"split '{split}'",
        ({ } collector, null) => $"collector '{collector}'",
        ({ } collector, { } split) => $"split '{split}' of collector '{collector}'",
    };
}
