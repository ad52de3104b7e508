using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.Rules;

/// <summary>Applies changes to the shipped rules of one processor, in the order of the files. Collects every finding.</summary>
internal static class RuleMerge
{
    /// <summary>Applies changes.</summary>
    /// <param name="changes">Changes of lists of one processor.</param>
    /// <param name="findings">Takes what is wrong.</param>
    public static RuleSet Apply(IReadOnlyList<RuleChange> changes, List<Diagnostic> findings)
    {
        var said = new List<(string File, string Text, string Id)>();
        var merged = new Dictionary<string, IReadOnlyList<RuleRow>>(StringComparer.Ordinal);
        foreach (var table in changes.GroupBy(change => change.List.File))
        {
            var rows = EmbeddedText.Rows(table.Key).ToList();
            var added = new List<RuleRow>();
            var kept = new List<RuleRow>(rows.Count);
            var lists = table.Select(change => change.List).Distinct().ToList();
            foreach (var list in lists)
            {
                var entries = new MergedList(list, rows.Where(list.Owns));
                foreach (var change in table.Where(change => change.List == list))
                {
                    entries.Apply(change, findings, said);
                }

                added.AddRange(entries.Rows.Where(row => row.IsAdded));
                kept.AddRange(entries.Rows.Where(row => !row.IsAdded));
            }

            kept.AddRange(rows.Where(row => !lists.Exists(list => list.Owns(row))).Select(row => new RuleRow(row)));
            merged.Add(table.Key, [.. added, .. kept]);
        }

        var rules = new RuleSet(merged, said);
        CheckReferences(changes, rules, findings);
        return rules;
    }

    private static void CheckReferences(IReadOnlyList<RuleChange> changes, RuleSet rules, List<Diagnostic> findings)
    {
        foreach (var change in changes.Where(change => change.Row is not null))
        {
            foreach (var field in change.List.Fields.Where(field => field.RefersTo is not null))
            {
                var other = RuleLists.Find(change.List.Section, field.RefersTo!)!;
                var names = rules.Rows(other.File).Select(row => row[other.Fields[0].Column]).ToList();
                if (!names.Contains(change.Row![field.Column]))
                {
                    findings.Add(change.Place.Finding(
                        RuleErrorCodes.NotAllowed,
                        $"`{field.Name}` cannot be `{change.Row[field.Column]}`: it is none of {string.Join(", ", names)}.",
                        $"Name one of them, or add it to `{other.Name}`."));
                }
            }
        }
    }

    /// <summary>The rules of one list while it is changed.</summary>
    private sealed class MergedList
    {
        private readonly RuleList _list;
        private readonly List<RuleRow?> _rows = [];
        private readonly Dictionary<string, int> _byId = new(StringComparer.Ordinal);
        private readonly Dictionary<string, int> _byKey = new(StringComparer.OrdinalIgnoreCase);
        private readonly Dictionary<string, RulePlace> _changed = new(StringComparer.Ordinal);

        public MergedList(RuleList list, IEnumerable<string[]> shipped)
        {
            _list = list;
            foreach (var (id, row) in list.Numbered(shipped.SelectMany(list.Spread).Select(row => new RuleRow(row))))
            {
                Put(id, row with { ShippedId = id });
            }
        }

        /// <summary>The rules, in order.</summary>
        public IEnumerable<RuleRow> Rows => _rows.OfType<RuleRow>();

        public void Apply(RuleChange change, List<Diagnostic> findings, List<(string File, string Text, string Id)> said)
        {
            var id = change.Id.Length > 0 ? change.Id : _list.IdOf(change.Row!);
            var isKnown = _byId.TryGetValue(id, out var at);
            var problem = change.Kind == RuleChangeKind.Add ? CannotAdd(change, id, isKnown) : !isKnown ? Unknown(change, id) : CannotReplace(change, id, at);
            if (problem is not null)
            {
                findings.Add(problem);
                return;
            }

            var userId = $"{change.Place.Mark}#{id}";
            said.Add((_list.File, Text(change.Row ?? _rows[at]!.Value.Columns), userId));
            if (change.Kind == RuleChangeKind.Add)
            {
                Put(id, new RuleRow(change.Row!, userId, IsAdded: true));
                return;
            }

            _changed[id] = change.Place;
            _byKey.Remove(_list.IdOf(_rows[at]!.Value.Columns));
            _rows[at] = change.Kind == RuleChangeKind.Replace ? new RuleRow(change.Row!, userId, _rows[at]!.Value.IsAdded) : null;
            if (change.Row is not null)
            {
                _byKey.TryAdd(_list.IdOf(change.Row), at);
            }
            else
            {
                _byId.Remove(id);
            }
        }

        private static string Text(string[] row, RuleList list) => Folding.Fold(Array.FindLast(list.Fields, field => field.IsKey) is { } key ? row[key.Column] : "").Trim();

        private string Text(string[] row) => Text(row, _list);

        private void Put(string id, RuleRow row)
        {
            _byId[id] = _rows.Count;
            _byKey.TryAdd(_list.IdOf(row.Columns), _rows.Count);
            _rows.Add(row);
        }

        private Diagnostic? CannotAdd(RuleChange change, string id, bool isKnown)
        {
            var key = _list.IdOf(change.Row!);
            var other = isKnown ? id : !_list.MayRepeat && _byKey.TryGetValue(key, out var at) ? IdAt(at) : null;
            return other is null ? null : change.Place.Finding(
                RuleErrorCodes.Duplicate,
                $"`{_list.Name}` already has this rule: `{other}`.",
                isKnown && !string.Equals(key, id, StringComparison.Ordinal) ? "Give it another id, or move it to `replace`." : $"Remove it here, or move it to `replace` with `id: {other}`.");
        }

        private Diagnostic? CannotReplace(RuleChange change, string id, int at)
        {
            if (_changed.TryGetValue(id, out var before))
            {
                return change.Place.Finding(RuleErrorCodes.Duplicate, $"`{id}` was changed before, in line {before.Line} of {before.File}.", "Keep one of the two.");
            }

            return change.Row is not null && !_list.MayRepeat && _byKey.TryGetValue(_list.IdOf(change.Row), out var other) && other != at
                ? change.Place.Finding(RuleErrorCodes.Duplicate, $"`{_list.Name}` already has this rule: `{IdAt(other)}`.", $"Remove `{id}` or `{IdAt(other)}`.")
                : null;
        }

        private Diagnostic Unknown(RuleChange change, string id)
        {
            if (_changed.TryGetValue(id, out var before))
            {
                return change.Place.Finding(RuleErrorCodes.Duplicate, $"`{id}` was removed before, in line {before.Line} of {before.File}.", "Keep one of the two.");
            }

            return change.Place.Finding(
                RuleErrorCodes.UnknownId,
                $"`{_list.Name}` has no rule `{id}`{NearMiss.Suffix(id, _byId.Keys)}",
                $"`jobpilot-host plugins show {_list.Section} --rules` prints the ids.");
        }

        private string IdAt(int at) => _byId.First(entry => entry.Value == at).Key;
    }
}
