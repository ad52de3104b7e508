namespace JobPilot.Configuration;

/// <summary>A pipeline file as it was understood: a definition, or the findings that stand against it. Immutable.</summary>
public sealed class LoadResult
{
    /// <summary>The validated pipeline; null where any finding is an error.</summary>
    public PipelineDefinition? Definition { get; init; }

    /// <summary>Every finding, errors and warnings, in the order of their places.</summary>
    public required IReadOnlyList<Diagnostic> Findings { get; init; }

    /// <summary>
    /// What must not be shown, as far as it is known; filled even where <see cref="Definition"/> is null. See
    /// <see cref="PipelineDefinition.SecretValues"/>.
    /// </summary>
    public required IReadOnlySet<string> SecretValues { get; init; }

    /// <summary>Variables of the <c>.env</c> file beside the pipeline; empty where there is none. The real environment wins over them.</summary>
    public required IReadOnlyDictionary<string, string> DotEnv { get; init; }

    /// <summary>Whether an error says that a plugin is missing or cannot be loaded: the environment is at fault, not the file.</summary>
    public bool PluginMissing { get; init; }

    /// <summary>Whether an error says that a file that an option names is missing or cannot be read: the environment is at fault, not the pipeline's file.</summary>
    public bool FileMissing { get; init; }
}
