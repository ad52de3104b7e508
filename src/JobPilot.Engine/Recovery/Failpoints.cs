using System.Diagnostics;
using System.Globalization;

namespace JobPilot.Engine.Recovery;

/// <summary>
/// Named moments before and after each durable step, at which a test lets the process die: <c>JOBPILOT_FAILPOINT=home.before:3:kill</c> kills
/// the process when the step is reached for the third time. Off, and one comparison, unless the variable is set.
/// </summary>
internal static class Failpoints
{
    /// <summary>Before and after the transaction that raises the epochs.</summary>
    public const string ClaimBefore = "claim.before";
    public const string ClaimAfter = "claim.after";

    /// <summary>The sinks stand at their marks; what was behind them is cut.</summary>
    public const string OpenedAfter = "opened.after";

    /// <summary>Around the commit that tells a home where sinks begin, which it did not know.</summary>
    public const string MarksBefore = "marks.before";
    public const string MarksAfter = "marks.after";

    /// <summary>Around the flush of dead letters and other sinks; between the dead letters' write and the flush.</summary>
    public const string SinksBefore = "sinks.before";
    public const string DeadLettersAfter = "dead_letters.after";
    public const string SinksAfter = "sinks.after";

    /// <summary>Around the home's transaction.</summary>
    public const string HomeBefore = "home.before";
    public const string HomeAfter = "home.after";

    /// <summary>The source has been told.</summary>
    public const string AcknowledgedAfter = "acknowledged.after";

    /// <summary>Every pass is committed; that the run is over is not.</summary>
    public const string EndBefore = "end.before";

    /// <summary>Around the write of the memory's view, and behind the last one of a run.</summary>
    public const string ViewBefore = "view.before";
    public const string ViewAfter = "view.after";
    public const string CompletedAfter = "completed.after";

    /// <summary>Around the commit that takes a run back; when outputs are cut back, and when its dead letters are out.</summary>
    public const string UndoBefore = "undo.before";
    public const string UndoAfter = "undo.after";
    public const string UndoCutAfter = "undo.cut.after";
    public const string UndoLettersAfter = "undo.letters.after";

    /// <summary>Those of an undo.</summary>
    public static IReadOnlyList<string> UndoNames { get; } = [UndoBefore, UndoAfter, UndoCutAfter, UndoLettersAfter];

    /// <summary>Each of those of a run; the kill tests take their cases from here.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        ClaimBefore, ClaimAfter, OpenedAfter, MarksBefore, MarksAfter, SinksBefore, DeadLettersAfter, SinksAfter, HomeBefore, HomeAfter, AcknowledgedAfter, EndBefore, ViewBefore,
        ViewAfter, CompletedAfter,
    ];

    private static readonly (string Name, int Count)? Armed = Parse(Environment.GetEnvironmentVariable("JOBPILOT_FAILPOINT"));
    private static int _hits;

    /// <summary>Whether one is set.</summary>
    public static bool IsArmed => Armed is not null;

    public static void Hit(string name)
    {
        if (Armed is { } armed && armed.Name == name && Interlocked.Increment(ref _hits) == armed.Count)
        {
            Process.GetCurrentProcess().Kill();
        }
    }

    private static (string Name, int Count)? Parse(string? text)
    {
        var parts = text?.Split(':') ?? [];
        return parts.Length == 3 && parts[2] == "kill" && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? (parts[0], count)
            : null;
    }
}
