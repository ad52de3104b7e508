namespace JobPilot.Configuration;

/// <summary>Rules across components: unique ids, something to read and to write, no fallback of a fallback.</summary>
internal static class ComponentRules
{
    public static void Check(ConfigMapping root, FindingList findings)
    {
        CheckIds(root, findings);
        CheckFallbacks(root, findings);
        CheckEnabled(root, Sections.Collectors, "collector", findings);
        CheckEnabled(root, Sections.Sinks, "sink", findings);
        CheckRowSinks(root, findings);
        CheckRequired(root, findings);
        CheckOptional(root, findings);
    }

    private static void CheckIds(ConfigMapping root, FindingList findings)
    {
        var seen = new Dictionary<string, SourceLocation>(StringComparer.Ordinal);
        foreach (var (section, _) in Sections.OfComponents)
        {
            var index = -1;
            foreach (var entry in ComponentIds.Entries(root, section))
            {
                index++;
                if ((entry as ConfigMapping)?["id"] is ConfigScalar { Kind: ScalarKind.Text } id && !seen.TryAdd(id.Text, id.Location))
                {
                    findings.Error(ErrorCodes.ComponentDuplicateId, id.Location, $"The id `{id.Text}` stands already in line {seen[id.Text].Line}.", "Give each component an id of its own.", $"/{section}/{index}/id");
                }
            }
        }
    }

    private static void CheckFallbacks(ConfigMapping root, FindingList findings)
    {
        var index = -1;
        foreach (var entry in ComponentIds.Entries(root, Sections.Collectors))
        {
            index++;
            if (entry is ConfigMapping collector && collector.Text("on_error") == "fallback" && !collector.Has("fallback"))
            {
                findings.Error(ErrorCodes.ComponentNoFallback, collector["on_error"]!.Location, "`on_error: fallback` needs a fallback, and none is declared.", "Declare `fallback`, or use another `on_error`.", $"/collectors/{index}/on_error");
            }

            if (((entry as ConfigMapping)?["fallback"] as ConfigMapping)?.Entry("fallback") is { } nested)
            {
                findings.Error(ErrorCodes.ComponentNestedFallback, nested.KeyLocation, "A fallback has no fallback of its own.", "Remove it.", $"/collectors/{index}/fallback/fallback");
            }
        }
    }

    private static void CheckEnabled(ConfigMapping root, string section, string name, FindingList findings)
    {
        var entries = ComponentIds.Entries(root, section);
        if (entries.Count > 0 && entries.All(entry => entry is ConfigMapping mapping && !mapping.Flag("enabled", true)))
        {
            findings.Error(ErrorCodes.ComponentNoneEnabled, entries[0].Location, $"Every {name} is switched off.", $"Set `enabled: true` on one {name}.", $"/{section}");
        }
    }

    private static void CheckRowSinks(ConfigMapping root, FindingList findings)
    {
        var enabled = ComponentIds.Entries(root, Sections.Sinks).OfType<ConfigMapping>().Where(sink => sink.Flag("enabled", true)).ToList();
        if (enabled.Count > 0 && enabled.TrueForAll(Sections.TakesDeadLetters))
        {
            findings.Error(ErrorCodes.ComponentNoneEnabled, enabled[0].Location, "Every sink takes dead letters, and none takes rows.", "Leave `takes` out on one sink.", "/sinks");
        }
    }

    private static void CheckRequired(ConfigMapping root, FindingList findings)
    {
        var enabled = ComponentIds.Entries(root, Sections.Sinks).OfType<ConfigMapping>().Where(sink => sink.Flag("enabled", true) && !Sections.TakesDeadLetters(sink)).ToList();
        if (enabled.Count > 0 && enabled.TrueForAll(sink => !sink.Flag("required", true)))
        {
            findings.Warning(ErrorCodes.ComponentNoneRequired, enabled[0].Location, "No sink is required, so a run counts as done even where nothing could be written.", "Leave `required` out on the sink that matters.", "/sinks");
        }
    }

    private static void CheckOptional(ConfigMapping root, FindingList findings)
    {
        var index = -1;
        foreach (var entry in ComponentIds.Entries(root, Sections.Sinks))
        {
            index++;
            if (entry is ConfigMapping sink && !sink.Flag("required", true) && sink.Text("on_error") == "stop")
            {
                findings.Error(ErrorCodes.ComponentOptionalStop, sink["on_error"]!.Location, "`required: false` says that a run goes on without this sink, and `on_error: stop` that it does not.", "Remove one of the two.", $"/sinks/{index}/on_error");
            }
        }
    }
}
