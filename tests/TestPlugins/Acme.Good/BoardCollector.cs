using JobPilot;
using YamlDotNet.Serialization;

[assembly: JobPilotPlugin(1, 0)]

namespace Acme.Good;

[Collector("board", typeof(BoardOptions), Description = "Reads a job board.", Demo = true)]
public sealed class BoardCollector(BoardOptions options, ComponentContext context) : QuietCollector
{
    protected override string Answer() =>
        $"{context.ComponentId} {options.Name} {typeof(Serializer).Assembly.GetName().Version} {new Serializer().Serialize(options.Name).Trim()}";
}
