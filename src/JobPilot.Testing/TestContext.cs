using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace JobPilot.Testing;

/// <summary>Makes the context that a component's constructor takes, with fakes for whatever a test does not give.</summary>
public static class TestContext
{
    /// <summary>Makes a context.</summary>
    /// <param name="componentId">Id of the component; "test" by default.</param>
    /// <param name="time">Clock; the system's by default.</param>
    /// <param name="http">HTTP client; by default every call fails with a fault that says that the test gave none.</param>
    /// <param name="expressions">Compiler; by default compiling fails with a message that says that the test gave none.</param>
    /// <param name="logger">Logger; by default nothing is logged.</param>
    /// <param name="run">Run; by default one that started on 2026-01-15 at noon, UTC.</param>
    /// <param name="workingDirectory">Directory of relative paths; the current one by default.</param>
    public static ComponentContext Create(
        string componentId = "test",
        TimeProvider? time = null,
        SourceHttpClient? http = null,
        IExpressionCompiler? expressions = null,
        ILogger? logger = null,
        RunInfo? run = null,
        string? workingDirectory = null) => new(
            componentId,
            run ?? new RunInfo("20260115-120000-test", "test", new DateTimeOffset(2026, 1, 15, 12, 0, 0, TimeSpan.Zero)),
            logger ?? NullLogger.Instance,
            time ?? TimeProvider.System,
            http ?? new NoHttp(new HttpPolicy()),
            expressions ?? new NoExpressions())
        {
            WorkingDirectory = workingDirectory ?? Environment.CurrentDirectory,
        };

    private sealed class NoHttp(HttpPolicy policy) : SourceHttpClient
    {
        public override HttpPolicy Policy => policy;

        public override SourceHttpClient WithPolicy(HttpPolicy policy) => new NoHttp(policy);

        public override ValueTask<SourceResponse> SendAsync(SourceRequest request, CancellationToken cancellationToken) =>
            throw new FaultException(FaultKind.Fatal, "This test gave no HTTP client.");
    }

    private sealed class NoExpressions : IExpressionCompiler
    {
        public IExpression CompileExpression(string source) => throw new ExpressionException("This test gave no expression compiler.");

        public IExpression CompileTemplate(string source) => throw new ExpressionException("This test gave no expression compiler.");
    }
}
