namespace JobPilot.Testing.Tests.Conformance;

public sealed class SinkConformanceTests
{
    [Fact]
    public Task Suite_AppendingSinkWithMarks_Passes() => SuiteRun.PassesAsync(() => new Suite(new MemorySink()));

    [Fact]
    public Task Suite_UpsertingSinkWithoutMarks_Passes() => SuiteRun.PassesAsync(() => new Suite(new MemorySink { ByKey = true }));

    [Theory]
    [InlineData(Flaw.RelativeLocation, "Location_BeforeOpening_Absolute")]
    [InlineData(Flaw.NoOperation, "Operations_Always_AppendOrUpsert")]
    [InlineData(Flaw.CheckWithoutMend, "Check_BeforeOpening_FindingsWithAMend")]
    [InlineData(Flaw.LosesLastRow, "Write_SeveralBatches_AllThere")]
    [InlineData(Flaw.AsciiOnly, "Write_OddTitle_ComesBack")]
    [InlineData(Flaw.ThrowsAtEmptyBatch, "Write_EmptyBatch_Harmless")]
    [InlineData(Flaw.NoCutBack, "Open_AtAMark_RollsBack")]
    [InlineData(Flaw.NoCutBack, "Open_AgainOnTheOpenSink_RollsBack")]
    [InlineData(Flaw.NoCutBack, "Open_AtTheSameMarkTwice_SameRows")]
    [InlineData(Flaw.KeepsWithoutMark, "Open_ResumedWithoutAMark_NothingTwice")]
    [InlineData(Flaw.NewRunResumes, "Open_NewRun_StartsAnewOrKeepsRows")]
    [InlineData(Flaw.HugeMark, "Flush_Mark_KeepsTheLimit")]
    [InlineData(Flaw.WritesThenCancels, "Write_CancelledThenRepeated_RowsOnce")]
    [InlineData(Flaw.SecondDisposalThrows, "Dispose_Twice_Harmless")]
    [InlineData(Flaw.ThrowsAtHugeRow, "Write_HostileRecords_TakenOrRefusedOneByOne")]
    [InlineData(Flaw.DropsHugeRow, "Write_HostileRecords_TakenOrRefusedOneByOne")]
    [InlineData(Flaw.RefusesWholeBatch, "Write_HostileRecords_TakenOrRefusedOneByOne")]
    [InlineData(Flaw.ChangesRecords, "Write_Records_StayAsTheyAre")]
    public Task Suite_BrokenAppendingSink_Fails(Flaw flaw, string fact) =>
        SuiteRun.CatchesAsync(fact, () => new Suite(new MemorySink { Flaw = flaw }));

    [Theory]
    [InlineData(Flaw.InsertsAlways, "Write_SameRowTwice_OnceByKeyOrTwiceInAFile")]
    [InlineData(Flaw.FirstVersionStands, "Write_Upsert_LastVersionStands")]
    [InlineData(Flaw.PatchInserts, "Write_PatchAndDelete_OnlyWhatExists")]
    public Task Suite_BrokenUpsertingSink_Fails(Flaw flaw, string fact) =>
        SuiteRun.CatchesAsync(fact, () => new Suite(new MemorySink { ByKey = true, Flaw = flaw }));

    private sealed class Suite(MemorySink place) : SinkConformance
    {
        protected override ISink CreateSink()
        {
            place.IsDisposed = false;
            return place;
        }

        protected override Task<IReadOnlyList<Record>> ReadBackAsync() => Task.FromResult<IReadOnlyList<Record>>([.. place.Rows.Select(row => row.Clone())]);
    }
}
