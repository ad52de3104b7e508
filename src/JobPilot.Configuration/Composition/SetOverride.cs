namespace JobPilot.Configuration;

/// <summary>Applies <c>--set PATH=VALUE</c>.</summary>
internal sealed class SetOverride(FindingList findings)
{
    public ConfigMapping Apply(ConfigMapping root, string set)
    {
        var equals = set.IndexOf('=', StringComparison.Ordinal);
        var path = equals < 0 ? set : set[..equals].Trim();
        var place = new SourceLocation($"--set {path}", 1, 1);
        if (equals <= 0 || SetPath.Parse(path) is not { } steps)
        {
            findings.Error(ErrorCodes.SetInvalidPath, place, "`--set` takes `PATH=VALUE`.", "Write for instance `--set collectors[0].options.pages=2`.");
            return root;
        }

        if (Value(set[(equals + 1)..], place) is not { } value)
        {
            return root;
        }

        var ids = ComponentIds.Of(root);
        return Put(root, steps, 0, value, steps[0].Text is { } section && ids.TryGetValue(section, out var known) ? known : null, place) as ConfigMapping ?? root;
    }

    private ConfigNode? Value(string text, SourceLocation place)
    {
        if (text.Trim().Length == 0)
        {
            return new ConfigScalar("", ScalarKind.Text, place) { Origin = ScalarOrigin.Given, Plain = true };
        }

        var own = new FindingList();
        var value = PipelineFileReader.Read(text, place.File, own);
        if (own.Errors == 0)
        {
            return AsGiven(value!);
        }

        var first = own.Items[0];
        findings.Error(ErrorCodes.SetInvalidValue, new(place.File, first.Line, first.Column), $"The value is not usable: {first.Message}", "Quote it for the shell, for instance `--set 'a.b={c: 1}'`.");
        return null;
    }

    /// <summary>Unquoted values may take the type that the schema asks for.</summary>
    private static ConfigNode AsGiven(ConfigNode node) => node switch
    {
        ConfigScalar { Plain: true } scalar => new ConfigScalar(scalar.Text, scalar.Kind, scalar.Location) { Plain = true, Origin = ScalarOrigin.Given },
        ConfigSequence list => new ConfigSequence([.. list.Items.Select(AsGiven)], list.Location),
        ConfigMapping mapping => new ConfigMapping([.. mapping.Entries.Select(entry => entry with { Value = AsGiven(entry.Value) })], mapping.Location),
        _ => node,
    };

    /// <summary>A copy of the node with the value at the rest of the path; null and a finding where it leads nowhere.</summary>
    private ConfigNode? Put(ConfigNode? node, IReadOnlyList<SetStep> steps, int at, ConfigNode value, IReadOnlyList<string?>? ids, SourceLocation place)
    {
        if (at == steps.Count)
        {
            return value;
        }

        var step = steps[at];
        if (step.Bracket)
        {
            return PutItem(node, steps, at, value, at == 1 ? ids : null, place);
        }

        if (node is not (null or ConfigMapping or ConfigScalar { Kind: ScalarKind.Null }))
        {
            return Nowhere(steps, at, "is no mapping", place);
        }

        var mapping = node as ConfigMapping ?? new ConfigMapping([], place);
        return Put(mapping[step.Text], steps, at + 1, value, ids, place) is { } inner ? mapping.With(step.Text, inner) : null;
    }

    private ConfigSequence? PutItem(ConfigNode? node, IReadOnlyList<SetStep> steps, int at, ConfigNode value, IReadOnlyList<string?>? ids, SourceLocation place)
    {
        if (node is not (null or ConfigSequence or ConfigScalar { Kind: ScalarKind.Null }))
        {
            return Nowhere(steps, at, "is no list", place);
        }

        var list = node as ConfigSequence ?? new ConfigSequence([], place);
        var index = steps[at].Index ?? (ids is null ? -1 : ids.ToList().IndexOf(steps[at].Text));
        if (index < 0 || index > list.Items.Count)
        {
            var hint = steps[at].Index is null && ids is not null ? NearMiss.Suffix(steps[at].Text, ids.OfType<string>()).TrimEnd('.') : "";
            return Nowhere(steps, at, $"has {list.Items.Count} entries and no `{steps[at].Text}`{hint}", place);
        }

        if (Put(index < list.Items.Count ? list.Items[index] : null, steps, at + 1, value, null, place) is not { } inner)
        {
            return null;
        }

        var items = list.Items.ToList();
        if (index < items.Count)
        {
            items[index] = inner;
        }
        else
        {
            items.Add(inner);
        }

        return new ConfigSequence(items, list.Location);
    }

    private ConfigSequence? Nowhere(IReadOnlyList<SetStep> steps, int at, string reason, SourceLocation place)
    {
        var reached = string.Concat(steps.Take(at).Select((step, i) => i > 0 && !step.Bracket ? $".{step}" : step.ToString()));
        findings.Error(ErrorCodes.SetInvalidPath, place, $"The path leads nowhere: `{reached}` {reason.TrimEnd('?')}{(reason.EndsWith('?') ? "?" : ".")}", "Name a key, an index from 0, or the id of a component.");
        return null;
    }
}
