namespace JobPilot.Testing.Tests.Conformance;

/// <summary>What is wrong with a <see cref="MemorySink"/>.</summary>
public enum Flaw
{
    None,
    RelativeLocation,
    NoOperation,
    CheckWithoutMend,
    LosesLastRow,
    AsciiOnly,
    ThrowsAtEmptyBatch,
    NoCutBack,
    KeepsWithoutMark,
    NewRunResumes,
    HugeMark,
    WritesThenCancels,
    SecondDisposalThrows,
    ThrowsAtHugeRow,
    DropsHugeRow,
    RefusesWholeBatch,
    ChangesRecords,
    InsertsAlways,
    FirstVersionStands,
    PatchInserts,
}
