using JobPilot.Configuration;

namespace JobPilot.Host;

/// <summary>Where a pipeline keeps what is not in its sinks.</summary>
internal static class StatePaths
{
    public static string State(PipelineDefinition definition, string workingDirectory) => Path.GetFullPath(definition.Settings.State, workingDirectory);

    /// <summary>The dead letters: as the pipeline says, else one file a pipeline in the state folder.</summary>
    public static string DeadLetters(PipelineDefinition definition, string workingDirectory) => definition.Settings.DeadLetters is { } path
        ? Path.GetFullPath(path, workingDirectory)
        : Path.Combine(State(definition, workingDirectory), "dead-letters", $"{FileName(definition.Name)}.jsonl");

    /// <summary>The landed answers of the pipeline's runs.</summary>
    public static string Landing(PipelineDefinition definition, string workingDirectory) => Path.Combine(
        definition.Settings.Landing.Path is { } path ? Path.GetFullPath(path, workingDirectory) : Path.Combine(State(definition, workingDirectory), "landing"),
        FileName(definition.Name));

    private static string FileName(string name) =>
        string.Concat(name.Select(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' ? character : '_'));
}
