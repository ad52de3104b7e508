using JobPilot;

namespace Acme.Good;

[Processor("shout", typeof(BoardOptions))]
public sealed class ShoutProcessor(BoardOptions options, ComponentContext context) : IProcessor
{
    public Outcome Process(Record record, CancellationToken cancellationToken) =>
        options.Name.Length > 0 && context.ComponentId.Length > 0 ? Outcome.Keep : Outcome.Drop("nameless");
}
