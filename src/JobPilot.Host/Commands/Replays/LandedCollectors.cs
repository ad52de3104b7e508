using JobPilot.Configuration;
using JobPilot.Engine.Http.Landing;

namespace JobPilot.Host.Commands.Replays;

/// <summary>Collectors whose answers a run landed and that the pipeline no longer has: renamed, or removed.</summary>
internal static class LandedCollectors
{
    private const string Code = "landing.collector_gone";
    private const string FallbackSuffix = ".fallback";

    /// <summary>Looks before anything is replayed: where a collector may have been renamed, its answers would be passed over in silence.</summary>
    /// <exception cref="RefusedException">A collector may have been renamed, or nothing of a run can be replayed.</exception>
    public static void Check(PipelineDefinition definition, IReadOnlyList<string> landings, HostRequest request, List<Diagnostic> findings)
    {
        foreach (var finding in landings.Select(landing => Find(definition, LandedRun.Open(landing))).OfType<Diagnostic>())
        {
            if (finding.Severity == DiagnosticSeverity.Error)
            {
                throw RefusedException.Wrong(finding.Code, finding.Message, finding.Fix!);
            }

            ReplayCommand.Tell(finding, request, findings);
        }
    }

    /// <summary>What is wrong: a warning where a collector was removed and others are replayed; null where all are there.</summary>
    public static Diagnostic? Find(PipelineDefinition definition, LandedRun landed)
    {
        var called = landed.Collectors;
        var known = definition.Collectors.SelectMany(collector => Ids(collector)).ToHashSet(StringComparer.Ordinal);
        var gone = called.Where(id => !known.Contains(id)).ToList();
        gone.RemoveAll(id => id.EndsWith(FallbackSuffix, StringComparison.Ordinal) && gone.Contains(id[..^FallbackSuffix.Length]));
        if (gone.Count == 0)
        {
            return null;
        }

        var message = $"Run {landed.Run.Id} landed answers of the {(gone.Count == 1 ? "collector" : "collectors")} {Names(gone)}, and the pipeline has no collector of that name any more.";
        var enabled = definition.Collectors.Where(collector => collector.Enabled).ToList();
        var unread = enabled.FindAll(collector => !Ids(collector).Any(landed.HasRead));
        if (unread.Count == 0 && enabled.Exists(collector => Ids(collector).Any(called.Contains)))
        {
            return new Diagnostic(Code, $"{message} They are not replayed.")
            {
                Severity = DiagnosticSeverity.Warning,
                Fix = "Nothing is to be done where it was removed on purpose.",
            };
        }

        return new Diagnostic(Code, message)
        {
            Fix = unread.Count == 0
                ? "Declare it again for the replay, or replay only runs since it was removed: --since."
                : $"If it was renamed to {Names(unread.Select(collector => collector.Id))}, give it the old id for the replay: --set {Path(unread[0])}.id={gone[0]}. If not, replay only runs since it was removed: --since.",
        };
    }

    private static IEnumerable<string> Ids(CollectorDefinition collector) => collector.Fallback is { } fallback ? [collector.Id, fallback.Id] : [collector.Id];

    private static string Names(IEnumerable<string> ids) => string.Join(" or ", ids.Select(id => $"'{id}'"));

    private static string Path(CollectorDefinition collector) => $"collectors[{collector.Pointer.Split('/')[^1]}]";
}
