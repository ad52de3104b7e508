namespace JobPilot.Configuration;

/// <summary>
/// Reads a pipeline file into a validated definition: YAML, includes, overlay, environment, <c>--set</c>, interpolation, schemas, options,
/// rules across components. Opens no source and no sink, and loads only the plugins that the file names. Never throws for what is wrong with a file.
/// </summary>
public static class PipelineLoader
{
    private static readonly Lazy<SchemaCheck> Skeleton = new(() => new SchemaCheck(SkeletonSchema.Read()));
    private static readonly Lazy<Task> Prepared = new(() => Task.Run(() => Skeleton.Value.Prepare()));

    /// <summary>
    /// Makes the schema library ready on another thread while the caller does what needs none: it is the largest part of a cold start. Optional; done once a process,
    /// however often it is asked for. Returns at once and never throws.
    /// </summary>
    /// <returns>Ends when the library is ready; faulted where it cannot be.</returns>
    public static Task Prepare() => Prepared.Value;

    /// <summary>Loads a pipeline.</summary>
    /// <param name="path">Path of the file, absolute or relative to <see cref="LoadRequest.WorkingDirectory"/>.</param>
    /// <param name="request">What to load it with.</param>
    public static LoadResult Load(string path, LoadRequest request)
    {
        var findings = new FindingList();
        var secrets = new HashSet<string>(StringComparer.Ordinal);
        var fullPath = Path.GetFullPath(path, request.WorkingDirectory);
        var dotEnv = DotEnvFile.Read(
            Path.Combine(Path.GetDirectoryName(fullPath) ?? "", ".env"), Path.Combine(Path.GetDirectoryName(path) ?? "", ".env"), findings);
        var builder = new DefinitionBuilder(request, secrets, findings);
        PipelineDefinition? definition = null;
        if (new IncludeResolver(findings).ReadMain(fullPath, path) is { } file && !IsBroken(findings))
        {
            definition = Load(file, path, Variables(request, dotEnv), request, builder, secrets, findings);
        }

        return new LoadResult
        {
            Definition = findings.Errors == 0 ? definition : null,
            Findings = findings.Sorted(path, secrets),
            SecretValues = secrets,
            DotEnv = dotEnv,
            PluginMissing = builder.PluginMissing,
            FileMissing = builder.FileMissing,
        };
    }

    private static PipelineDefinition? Load(
        ConfigMapping file,
        string path,
        Func<string, string?> variable,
        LoadRequest request,
        DefinitionBuilder builder,
        HashSet<string> secrets,
        FindingList findings)
    {
        EnvironmentOverlay.Check(file, findings);
        var environment = EnvironmentOverlay.Choose(file, request.Environment, variable, findings);
        var root = EnvironmentOverlay.Apply(file, environment);
        root = new AncestorVariables(request.Catalog, variable).Apply(root);
        var overrides = new SetOverride(findings);
        root = request.Sets.Aggregate(root, overrides.Apply);
        root = new Interpolator(variable, request.WorkingDirectory, secrets, findings).Apply(root, except: Sections.Environments);
        root = (ConfigMapping)Skeleton.Value.Coerce(root);
        Skeleton.Value.Check(root, "", root.Location, CheckCodes.Pipeline, findings);
        ComponentRules.Check(root, findings);
        SettingsRules.Check(root, findings);
        return builder.Build(root, path, environment, ScheduleRules.Read(root, findings));
    }

    /// <summary>Whether a part of the text is missing, so that every further finding would follow from that.</summary>
    private static bool IsBroken(FindingList findings) => findings.Items.Any(item => item.Severity == DiagnosticSeverity.Error
        && (item.Code.StartsWith("include.", StringComparison.Ordinal) || item.Code.StartsWith("file.", StringComparison.Ordinal)
            || item.Code is ErrorCodes.YamlSyntax or ErrorCodes.YamlTab or ErrorCodes.YamlTooDeep or ErrorCodes.YamlTooMany));

    private static Func<string, string?> Variables(LoadRequest request, IReadOnlyDictionary<string, string> dotEnv) =>
        name => request.GetEnvironmentVariable(name) ?? dotEnv.GetValueOrDefault(name);
}
