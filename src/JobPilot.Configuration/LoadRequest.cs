namespace JobPilot.Configuration;

/// <summary>What a pipeline file is loaded with. Immutable.</summary>
public sealed class LoadRequest
{
    /// <summary>The installed components.</summary>
    public required IComponentCatalog Catalog { get; init; }

    /// <summary>Compiles conditions and templates, so that a mistake is found before the run.</summary>
    public required IExpressionCompiler Expressions { get; init; }

    /// <summary>Overlay of <c>environments:</c> to apply; null takes <c>ETL_MODE</c> where an overlay of that name exists.</summary>
    public string? Environment { get; init; }

    /// <summary><c>PATH=VALUE</c> each, applied in order; they beat environment variables and the file.</summary>
    public IReadOnlyList<string> Sets { get; init; } = [];

    /// <summary>Reads an environment variable; null where it is not set. A <c>.env</c> file beside the pipeline is asked after it.</summary>
    public Func<string, string?> GetEnvironmentVariable { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>Absolute directory against which <c>${file:PATH}</c> and relative paths of data are resolved.</summary>
    public string WorkingDirectory { get; init; } = System.Environment.CurrentDirectory;
}
