using JobPilot;
using Microsoft.Extensions.DependencyInjection;

[assembly: JobPilotPlugin(1, 0)]

namespace Acme.NewerShared;

public sealed class TomorrowOptions;

[Collector("tomorrow", typeof(TomorrowOptions))]
public sealed class TomorrowCollector(TomorrowOptions options, ComponentContext context) : QuietCollector
{
    protected override string Answer() => $"{options} {context.ComponentId} {ServiceOfTomorrow.Name}";
}
