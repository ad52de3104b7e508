namespace JobPilot.Configuration;

/// <summary>Applies an overlay of <c>environments:</c>, and checks the names in all of them.</summary>
internal static class EnvironmentOverlay
{
    /// <summary>Chooses the overlay: what was asked for, else what <c>ETL_MODE</c> says where an overlay has that name; "" for none.</summary>
    public static string Choose(ConfigMapping root, string? asked, Func<string, string?> variable, FindingList findings)
    {
        var overlays = root[Sections.Environments] as ConfigMapping;
        if (string.IsNullOrEmpty(asked))
        {
            return variable(AncestorVariables.Mode) is { Length: > 0 } mode && overlays?.Has(mode) == true ? mode : "";
        }

        if (overlays is null)
        {
            findings.Warning(ErrorCodes.EnvironmentUnknown, root.Location, $"The pipeline has no `environments`, so `--env {asked}` changes nothing.", "Leave `--env` out, or add an overlay of that name.");
        }
        else if (!overlays.Has(asked))
        {
            findings.Error(ErrorCodes.EnvironmentUnknown, overlays.Location, $"There is no environment `{asked}`{NearMiss.Suffix(asked, Names(overlays))}", $"Use one of {Wording.OneOf(Names(overlays))}.", "/environments");
        }

        return asked;
    }

    /// <summary>The pipeline with the overlay, which stays below <c>environments</c> for its own check.</summary>
    public static ConfigMapping Apply(ConfigMapping root, string name) =>
        (root[Sections.Environments] as ConfigMapping)?[name] is ConfigMapping overlay
            ? NodeMerge.Pipelines(root, overlay.Without("description"))
            : root;

    /// <summary>An overlay changes something, and what it changes exists.</summary>
    public static void Check(ConfigMapping root, FindingList findings)
    {
        if (root[Sections.Environments] is not ConfigMapping overlays)
        {
            return;
        }

        var ids = ComponentIds.Of(root);
        foreach (var overlay in overlays.Entries)
        {
            var pointer = JsonPointer.Append("/environments", overlay.Key);
            if (overlay.Value is ConfigMapping mapping && mapping.Without("description").Entries.Count == 0)
            {
                findings.Warning(ErrorCodes.EnvironmentEmpty, overlay.KeyLocation, $"The environment `{overlay.Key}` changes nothing.", "Remove it, or say what differs.", pointer);
            }

            foreach (var (section, _) in Sections.OfComponents)
            {
                CheckComponents(overlay.Value as ConfigMapping, section, ids[section], pointer, findings);
            }
        }
    }

    private static void CheckComponents(ConfigMapping? overlay, string section, IReadOnlyList<string?> ids, string pointer, FindingList findings)
    {
        var index = -1;
        foreach (var item in overlay is null ? [] : ComponentIds.Entries(overlay, section))
        {
            index++;
            if (item is not ConfigMapping entry || entry.Has("type") || (entry.Text("id") is { } id && ids.Contains(id)))
            {
                continue;
            }

            var place = JsonPointer.Append(JsonPointer.Append(pointer, section), index);
            var written = entry.Text("id");
            findings.Error(
                ErrorCodes.EnvironmentUnknownComponent,
                entry["id"]?.Location ?? entry.Location,
                written is null ? $"An entry of `{section}` in an environment needs an `id` of the pipeline, or a `type` to be new."
                    : $"There is no component `{written}` in `{section}`{NearMiss.Suffix(written, ids.OfType<string>())}",
                ids.Any(known => known is not null) ? $"Use one of {Wording.OneOf(ids.OfType<string>())}." : null,
                place);
        }
    }

    private static IEnumerable<string> Names(ConfigMapping overlays) => overlays.Entries.Select(entry => entry.Key);
}
