using System.Globalization;

namespace JobPilot.Engine.Undo;

/// <summary>Why a run cannot be taken back, each with its mend.</summary>
internal static class UndoFaults
{
    public static FaultException Unsupported(string component) => Of(
        "engine.undo_unsupported", $"'{component}' is the home of this pipeline, and its plugin cannot take runs back.", "Install a newer version of its plugin, or restore a backup.");

    public static FaultException NotKept(string runId, EngineSettings settings) => Of(
        "engine.undo_not_kept",
        string.Create(CultureInfo.InvariantCulture,
            $"Nothing is kept to take run {runId} back: it committed nothing, or it is older than the {settings.UndoRuns} runs and {settings.UndoKeep.TotalDays:0.##} days of settings.undo, or it ran with settings.undo.enabled: false."),
        "Restore a backup, or replay what was landed.");

    public static FaultException Damaged(string runId, Exception inner) => Of(
        "engine.undo_damaged", $"What is kept to take run {runId} back cannot be read: {inner.Message}", "Restore a backup.", inner);

    public static Diagnostic Unknown(string runId, long number) => Refusal(
        "engine.undo_unknown_commit", $"Of commit {number}, behind run {runId}, nothing is kept: what it changed is not known.", "It ran with settings.undo.enabled: false, or with another version of the program. Restore a backup.");

    public static Diagnostic BuiltOn(string later, IReadOnlyList<string> how) => Refusal(
        "engine.undo_built_on", $"Run {later} built on it: {string.Join("; ", how)}.", $"Take that run back first: `jobpilot-host runs undo PIPELINE {later}`.");

    public static Diagnostic BuiltOnElsewhere(string later, string pipeline, string how) => Refusal(
        "engine.undo_built_on", $"Run {later} of pipeline '{pipeline}' built on it: {how}.", $"Take that run back first, with the file of '{pipeline}': `jobpilot-host runs undo PIPELINE {later}`.");

    public static Diagnostic ReplayedLetters(string runId) => Refusal(
        "engine.undo_replayed_letters", $"Run {runId} replayed dead letters. Those that came through left the store for good, and would be lost with their rows.", "Leave it, or restore a backup.");

    public static Diagnostic LettersReplayed(string later) => Refusal(
        "engine.undo_letters_replayed", $"Run {later} replayed dead letters, and this run had written some.", $"Restore a backup: run {later} cannot be taken back, since its letters left the store for good.");

    public static Diagnostic Payment(string runId) => Refusal(
        "engine.undo_payment", $"Run {runId} paid what a sink had missed. The home no longer knows what that was, so the sink would miss it for good.", "Leave it, or restore a backup.");

    public static Diagnostic Paid(string later) => Refusal(
        "engine.undo_paid", $"Run {later} paid what a sink had missed, and that may have been of this run.", $"Restore a backup: run {later} cannot be taken back, since the home no longer knows what it paid.");

    public static Diagnostic OpenPass(string later, string split) => Refusal(
        "engine.undo_open_pass", $"Run {later} is behind it and left its pass of '{split}' open.", $"Run the pipeline to its end, or take that run back first: `jobpilot-host runs undo PIPELINE {later}`.");

    public static Diagnostic Output(string sink, string reason) => Refusal(
        "engine.undo_output", $"What it wrote to '{sink}' cannot be taken back: {reason}.", $"Add --leave {sink}: all else is taken back, and that output stays as it is.");

    public static Diagnostic NoSuchOutput(string sink) => Refusal(
        "engine.undo_no_such_output", $"The run wrote to no sink '{sink}' beside the home.", "Name the sink by its id, as the pipeline has it.");

    public static Diagnostic MovedSince(string sink, string place, string location) => new("engine.undo_moved", $"{sink}: the run wrote to {place}, and the pipeline now names {location}: what it wrote stays there. All else is taken back.")
    {
        Severity = DiagnosticSeverity.Warning,
        Pointer = sink,
        Fix = "Name the old path again and call it once more, or take the lines out by hand.",
    };

    public static Diagnostic ReadOn(string later, string split) => new("engine.undo_read_on", $"Run {later} read on where it ended: the next run reads '{split}' from before this run, and so meets once more what run {later} brought.")
    {
        Severity = DiagnosticSeverity.Warning,
        Fix = "Nothing need be done: rows with a key are found unchanged.",
    };

    public static Diagnostic ChangedByHand(string split) => new("engine.undo_changed_by_hand", $"The position of '{split}' was changed since, by hand or by taking another run back: it is left as it is.")
    {
        Severity = DiagnosticSeverity.Warning,
        Fix = "`jobpilot-host state set PIPELINE` and `state reset PIPELINE` change it.",
    };

    private static Diagnostic Refusal(string code, string message, string fix) => new(code, message) { Fix = fix };

    private static FaultException Of(string code, string message, string fix, Exception? inner = null) => new(FaultKind.Permanent, message, inner) { Code = code, Fix = fix };
}
