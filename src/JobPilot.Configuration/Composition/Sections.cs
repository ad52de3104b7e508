namespace JobPilot.Configuration;

/// <summary>Names of the sections that hold components.</summary>
internal static class Sections
{
    public const string Collectors = "collectors";
    public const string Processors = "processors";
    public const string Sinks = "sinks";
    public const string Include = "include";
    public const string Environments = "environments";
    public const string Settings = "settings";
    public const string Schedule = "schedule";
    public const string Notifications = "notifications";
    private static readonly (string Name, ComponentKind Kind)[] Components =
        [(Collectors, ComponentKind.Collector), (Processors, ComponentKind.Processor), (Sinks, ComponentKind.Sink)];

    /// <summary>In the order in which ids are given.</summary>
    public static ReadOnlySpan<(string Name, ComponentKind Kind)> OfComponents => Components;

    /// <summary>Whether a sink takes dead letters in the place of rows.</summary>
    public static bool TakesDeadLetters(ConfigMapping sink) => sink.Text("takes") == "dead_letters";

    public static bool HoldsComponents(string name) => name is Collectors or Processors or Sinks;
}
