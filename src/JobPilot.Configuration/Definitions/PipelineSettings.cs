using System.ComponentModel.DataAnnotations;

namespace JobPilot.Configuration;

/// <summary>What becomes of a record that makes a processor throw.</summary>
public enum ErrorAction
{
    /// <summary>It is a dead letter and the run goes on.</summary>
    DeadLetter = 0,

    /// <summary>The run stops.</summary>
    Stop = 1,
}

/// <summary>The section <c>settings</c>, with defaults. Keys in YAML are the names in <c>lower_snake_case</c>. Immutable.</summary>
public sealed class PipelineSettings
{
    /// <summary>Records a batch, 1 to 10,000.</summary>
    public int BatchSize { get; init; } = 100;

    /// <summary>Workers of the pure processors, 1 to 64.</summary>
    public int Parallelism { get; init; } = 2;

    /// <summary>Longest wait of a finished page for its commit.</summary>
    public TimeSpan MaxCommitDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest time a batch may take in one processor.</summary>
    public TimeSpan BatchTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Longest time a write, flush or commit may take; <c>transaction_timeout</c> is another name of the key.</summary>
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>Retries of a write, flush, commit or batch after a transient fault, 0 to 100.</summary>
    public int MaxRetries { get; init; } = 3;

    /// <summary>
    /// Memory that the process may use before a run drains, commits and fails: a number with B, KB, MB, GB or TB. Null means 80 % of what the machine, or the
    /// container, has.
    /// </summary>
    [RegularExpression("^[0-9]{1,6}(B|KB|MB|GB|TB)$")]
    public string? MaxMemory { get; init; }

    /// <summary><see cref="MaxMemory"/> in bytes; null where nothing is said.</summary>
    public long? MaxMemoryBytes => MaxMemory is { } size ? SizeText.Bytes(size) : null;

    /// <summary>Age up to which an interrupted pass is resumed.</summary>
    public TimeSpan ResumeWithin { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Time for a clean drain after a stop was asked for.</summary>
    public TimeSpan GracePeriod { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often, while a fallback delivers, the source is asked whether it is back; and the first pause before an optional sink that failed is tried again.</summary>
    public TimeSpan FallbackProbe { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an optional sink may hold a run up in all, beyond a quarter of its time; then it is left out, and owes what it misses.</summary>
    public TimeSpan OptionalSinkWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What becomes of a record that makes a processor throw.</summary>
    public ErrorAction OnError { get; init; } = ErrorAction.DeadLetter;

    /// <summary>Share of dead letters in the last <see cref="RejectWindow"/> records that stops the run, 0 to 1; 1 never stops.</summary>
    public double MaxRejectShare { get; init; } = 0.2;

    /// <summary>Records over which <see cref="MaxRejectShare"/> is taken, 1 to 1,000,000.</summary>
    public int RejectWindow { get; init; } = 1000;

    /// <summary>Folder of the state store, relative to the working directory.</summary>
    public string State { get; init; } = ".jobpilot";

    /// <summary>File of the dead letters, relative to the working directory; null means inside <see cref="State"/>, named by the host.</summary>
    public string? DeadLetters { get; init; }

    /// <summary>What is kept so that runs can be taken back.</summary>
    public UndoSettings Undo { get; init; } = new();

    /// <summary>What is kept of the answers of sources.</summary>
    public LandingSettings Landing { get; init; } = new();
}
