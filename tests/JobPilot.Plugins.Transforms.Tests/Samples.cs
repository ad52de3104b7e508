using System.Text;
using JobPilot.Expressions;
using JobPilot.Testing;
using Microsoft.Extensions.Logging;

namespace JobPilot.Plugins.Transforms.Tests;

internal static class Samples
{
    public static ComponentContext Context(ILogger? logger = null) =>
        TestContext.Create(componentId: "step", expressions: new ScribanExpressionCompiler(TimeProvider.System), logger: logger);

    public static Record Of(string json, string? key = "k1") => Record.FromUtf8(Encoding.UTF8.GetBytes(json), key);

    public static string Run(IProcessor processor, string json)
    {
        var record = Of(json);
        var outcome = processor.Process(record, CancellationToken.None);
        return outcome.Kind == OutcomeKind.Keep ? record.ToString() : $"{outcome.Kind}: {outcome.Reason}";
    }
}
