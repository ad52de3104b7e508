using JobPilot.Configuration;
using JobPilot.Expressions;
using JobPilot.Host.Output;
using JobPilot.Host.Plugins;

namespace JobPilot.Host.Commands;

/// <summary>What the verbs share: the catalogue of plugins, the expression compiler, and a pipeline loaded with them.</summary>
internal sealed class PipelineSession
{
    private IReadOnlyList<Diagnostic> _missingDirectories;

    private PipelineSession(HostRequest request)
    {
        Request = request;
        PipelineLoader.Prepare();
        Catalog = PluginCatalog.Discover(Directories(request), pins: PluginLock.Read(request.Console));
        _missingDirectories = [.. Catalog.Problems.Where(problem => problem.Code == PluginCodes.DirectoryMissing)];
        Expressions = new ScribanExpressionCompiler(TimeProvider.System);
    }

    public HostRequest Request { get; }

    public PluginCatalog Catalog { get; }

    public IExpressionCompiler Expressions { get; }

    public static PipelineSession Create(HostRequest request) => new(request);

    /// <summary>Where plugins are looked for.</summary>
    public static IReadOnlyList<string> Directories(HostRequest request) => PluginDirectories.Resolve(
        request.Console.HostDirectory,
        request.PluginDirectories,
        request.Console.Variable(PluginDirectories.Variable),
        request.Console.WorkingDirectory);

    /// <summary>Loads a pipeline. A plugin directory that was asked for and is not there is told, since what it holds may be missed only later.</summary>
    public LoadResult Load(string path)
    {
        FindingsPrinter.Print(Request.Console.Error, _missingDirectories);
        _missingDirectories = [];
        return LoadQuietly(path);
    }

    private LoadResult LoadQuietly(string path) => PipelineLoader.Load(path, new LoadRequest
    {
        Catalog = Catalog,
        Expressions = Expressions,
        Environment = Request.Environment,
        Sets = Request.Sets,
        GetEnvironmentVariable = Request.Console.Variable,
        WorkingDirectory = Request.Console.WorkingDirectory,
    });

    /// <summary>Exit code of a pipeline that was refused.</summary>
    public static int ExitCodeOf(LoadResult result) =>
        result.Definition is not null ? ExitCode.Done : ExitCodeOf(result.Findings, result.PluginMissing || result.FileMissing);

    private static int ExitCodeOf(IReadOnlyList<Diagnostic> findings, bool partMissing)
    {
        var missing = partMissing || findings.Any(finding =>
            finding.Severity == DiagnosticSeverity.Error && finding.Code is ErrorCodes.FileNotFound or ErrorCodes.FileUnreadable);
        return missing ? ExitCode.Environment : ExitCode.Configuration;
    }
}
