namespace JobPilot.Configuration;

/// <summary>Reads a pipeline with all that it includes; what a file states wins over what it includes, a later include over an earlier one.</summary>
internal sealed class IncludeResolver(FindingList findings)
{
    private readonly List<string> _open = [];
    private int _files;
    private long _values;

    /// <summary>Reads the main file.</summary>
    /// <param name="path">Absolute path.</param>
    /// <param name="shownPath">Path as the user gave it.</param>
    /// <returns>The merged tree without <c>include</c>; null where it cannot be read, with a finding.</returns>
    public ConfigMapping? ReadMain(string path, string shownPath) =>
        Read(path, shownPath, new SourceLocation(shownPath, 1, 1), ErrorCodes.FileNotFound);

    private ConfigMapping? Read(string path, string shownPath, SourceLocation from, string notFoundCode)
    {
        if (_open.Contains(path, StringComparer.Ordinal))
        {
            findings.Error(ErrorCodes.IncludeCycle, from, $"`{shownPath}` includes itself.", "Remove one of the includes.");
            return null;
        }

        if (_open.Count > ReadLimits.MaxIncludeDepth || ++_files > ReadLimits.MaxFiles)
        {
            findings.Error(ErrorCodes.IncludeTooDeep, from, $"Includes go deeper than {ReadLimits.MaxIncludeDepth} levels, or name more than {ReadLimits.MaxFiles} files.", "Include fewer files.");
            return null;
        }

        if (TextFile.Read(path, from, shownPath, findings, notFoundCode) is not { } text
            || PipelineFileReader.Read(text, shownPath, findings) is not { } root)
        {
            return null;
        }

        if (root is not ConfigMapping mapping)
        {
            findings.Error(ErrorCodes.YamlNotAMapping, root.Location, "A pipeline is a mapping of sections.", "Begin with `version: 1`, `name: ...`, `collectors:` and `sinks:`.");
            return null;
        }

        _values += mapping.Size;
        if (_values > ReadLimits.MaxValues)
        {
            findings.Error(ErrorCodes.YamlTooMany, mapping.Location, $"The pipeline and what it includes hold more than {ReadLimits.MaxValues} values.", "Include fewer files.");
            return null;
        }

        _open.Add(path);
        var merged = WithIncludes(mapping, path, shownPath);
        _open.RemoveAt(_open.Count - 1);
        return merged;
    }

    private ConfigMapping WithIncludes(ConfigMapping mapping, string path, string shownPath)
    {
        if (mapping[Sections.Include] is not { } include)
        {
            return mapping;
        }

        ConfigMapping? lower = null;
        foreach (var item in include is ConfigSequence list ? list.Items : [include])
        {
            if (item is not ConfigScalar { Kind: ScalarKind.Text, Text.Length: > 0 } scalar)
            {
                findings.Error(ErrorCodes.IncludeInvalid, item.Location, "`include` takes a path or a list of paths.", "Write `include: shared/steps.yaml`.", "/include");
                continue;
            }

            var shown = Path.IsPathRooted(scalar.Text) ? scalar.Text : Path.Combine(Path.GetDirectoryName(shownPath) ?? "", scalar.Text);
            var full = Path.GetFullPath(scalar.Text, Path.GetDirectoryName(path)!);
            if (Read(full, shown, scalar.Location, ErrorCodes.IncludeNotFound) is { } fragment)
            {
                lower = lower is null ? fragment : NodeMerge.Pipelines(lower, fragment);
            }
        }

        var own = mapping.Without(Sections.Include);
        return lower is null ? own : NodeMerge.Pipelines(lower, own);
    }
}
