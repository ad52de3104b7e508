namespace JobPilot.Testing.Tests.Conformance;

public sealed class CommitStoreConformanceTests
{
    [Fact]
    public Task Suite_JournalFake_Passes() => SuiteRun.PassesAsync(() => new Suite(new CommitStoreFake(), inner => inner));

    [Fact]
    public Task Suite_SharedMemoryFake_Passes() => SuiteRun.PassesAsync(() => new Suite(new SharedMemoryStoreFake(), inner => inner));

    [Fact]
    public Task Suite_EpochNotRaised_Fails() => Catches("Claim_Again_RaisesEpochsByOne", onClaim: (claim, request) => Copy(
        claim, epochs: request.SplitIds.ToDictionary(split => split, _ => 1L)));

    [Fact]
    public Task Suite_OtherIdEachTime_Fails() =>
        Catches("Claim_HomeId_StaysTheSame", onClaim: (claim, _) => Copy(claim, homeId: Guid.NewGuid().ToString()));

    [Fact]
    public Task Suite_StatesOfClaimedSplitsOnly_Fails() => Catches("Claim_AfterCommit_StatesComeBack", onClaim: (claim, request) => Copy(
        claim, splits: claim.Splits.Where(split => request.SplitIds.Contains(split.Key)).ToDictionary()));

    [Fact]
    public Task Suite_IgnoresCase_Fails() => Catches("Claim_NamesAlike_AreKeptApart", asked: request => new ClaimRequest(
        request.Owner.ToLowerInvariant(), request.SplitIds, request.JournalAfter));

    [Fact]
    public Task Suite_OneOwnerForAll_Fails() => Catches(
        "Claim_TwoOwners_ShareNothing", asked: request => new ClaimRequest("one", request.SplitIds, request.JournalAfter), commits: commit => Copy(commit, "one"));

    [Fact]
    public Task Suite_JournalFromTheStart_Fails() => Catches(
        "Journal_AfterANumber_BlobsInOrder", asked: request => new ClaimRequest(request.Owner, request.SplitIds, 0));

    [Fact]
    public Task Suite_NeverTrims_Fails() => Catches("Journal_Trimmed_OnlyNewerOnesStay", commits: commit => Copy(commit, commit.Owner, trim: 0));

    [Fact]
    public Task Suite_MarksForgotten_Fails() => Catches(
        "Commit_Marks_KeptSinkBySink", onClaim: (claim, _) => Copy(claim, marks: claim.Marks.Take(1).ToDictionary()));

    [Fact]
    public Task Suite_NoFence_Fails() => Catches("Commit_OlderEpoch_FencedAndNothingWritten", fenced: CommitStatus.Committed);

    [Fact]
    public Task Suite_AnyNumber_Fails() => Catches("Commit_NumberThatDoesNotFollow_Fenced", fenced: CommitStatus.Conflict);

    [Fact]
    public Task Suite_WritesRowsBeforeItRefuses_Fails() => Catches("Commit_RefusedRow_LeavesNothing", rowsFirst: true);

    [Fact]
    public Task Suite_LastNumberForgotten_Fails() => Catches("LastCommit_AfterCommits_LastNumber", forgetsNumber: true);

    [Fact]
    public Task Suite_MemoryLost_Fails() => SuiteRun.CatchesAsync(
        "Memory_Changes_ComeBack", () => new Suite(new SharedMemoryStoreFake(), inner => new LosesMemory((SharedMemoryStoreFake)inner)));

    [Fact]
    public Task Suite_RunNotTakenBack_Fails() => CatchesUndo("Undoes_Run_IsAsBefore", commit => Copy(commit, undoes: null, commit.Undo));

    [Fact]
    public Task Suite_DeletionsNotTakenBack_Fails() => CatchesUndo("Undoes_Deletions_ComeBack", commit => Copy(commit, undoes: null, commit.Undo));

    [Fact]
    public Task Suite_NothingKept_Fails() => CatchesUndo("Undo_Kept_EntriesComeBack", commit => Copy(commit, commit.Undoes, undo: null));

    [Fact]
    public Task Suite_KeptForEver_Fails() => CatchesUndo("Undo_Trimmed_OnlyNewerOnesStay", commit => Copy(commit, commit.Undoes, commit.Undo));

    [Fact]
    public Task Suite_LaterRunsNotNamed_Fails() => CatchesUndo("Undo_LaterRunMetRows_IsNamed", commit => commit);

    [Fact]
    public Task Suite_RunsOfARowMisnamed_Fails() => CatchesUndo("Undo_RunsOfARow_AreNamed", commit => commit);

    private static Task CatchesUndo(string fact, Func<Commit, Commit> commits) =>
        SuiteRun.CatchesAsync(fact, () => new Suite(new CommitStoreFake(), inner => new BreaksUndo((CommitStoreFake)inner, commits)));

    private static Commit Copy(Commit commit, string? undoes, CommitUndo? undo) => new(commit.Owner, commit.Number, commit.Splits)
    {
        Rows = commit.Rows,
        Marks = commit.Marks,
        Journal = commit.Journal,
        RunId = commit.RunId,
        Undo = undo,
        Undoes = undoes,
    };

    private static Task Catches(
        string fact, Func<ClaimRequest, ClaimRequest>? asked = null, Func<Claim, ClaimRequest, Claim>? onClaim = null,
        Func<Commit, Commit>? commits = null, CommitStatus? fenced = null, bool rowsFirst = false, bool forgetsNumber = false) =>
        SuiteRun.CatchesAsync(fact, () => new Suite(new CommitStoreFake(), inner => new Broken((CommitStoreFake)inner)
        {
            Asked = asked,
            OnClaim = onClaim,
            Commits = commits,
            Fenced = fenced,
            RowsFirst = rowsFirst,
            ForgetsNumber = forgetsNumber,
        }));

    private static Claim Copy(
        Claim claim, string? homeId = null, IReadOnlyDictionary<string, long>? epochs = null,
        IReadOnlyDictionary<string, SplitState>? splits = null, IReadOnlyDictionary<string, string>? marks = null) => new(
            homeId ?? claim.HomeId, claim.LastCommit, epochs ?? claim.Epochs, splits ?? claim.Splits, marks ?? claim.Marks, claim.Journal,
            claim.OldestJournal)
        {
            LastRunId = claim.LastRunId,
        };

    private static Commit Copy(Commit commit, string owner, long? trim = null) => new(owner, commit.Number, commit.Splits)
    {
        Rows = commit.Rows,
        Marks = commit.Marks,
        Memory = commit.Memory,
        Journal = commit.Journal,
        JournalTrim = trim ?? commit.JournalTrim,
        Counts = commit.Counts,
        RunId = commit.RunId,
    };

    private sealed class Suite : CommitStoreConformance
    {
        private readonly CommitStoreFake _place;
        private readonly Func<ICommitStore, ICommitStore> _open;

        public Suite(CommitStoreFake place, Func<ICommitStore, ICommitStore> open)
        {
            _place = place;
            _place.Refuse = row => row.Key == "bad" ? "title: refused by the test" : null;
            _open = open;
        }

        protected override bool TakesRows => true;

        protected override Task<ICommitStore> OpenStoreAsync() => Task.FromResult(_open(_place));

        protected override Task<IReadOnlyList<string>?> ReadKeysAsync() => Task.FromResult<IReadOnlyList<string>?>([.. _place.Rows.Keys]);

        protected override Record? CreateRefusedRow(string key) => CreateRow(key, "refused");
    }

    private sealed class Broken(CommitStoreFake inner) : ICommitStore
    {
        public Func<ClaimRequest, ClaimRequest>? Asked { get; init; }

        public Func<Claim, ClaimRequest, Claim>? OnClaim { get; init; }

        public Func<Commit, Commit>? Commits { get; init; }

        public CommitStatus? Fenced { get; init; }

        public bool RowsFirst { get; init; }

        public bool ForgetsNumber { get; init; }

        public async ValueTask<Claim> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken)
        {
            var claim = await inner.ClaimAsync(Asked?.Invoke(request) ?? request, cancellationToken);
            return OnClaim?.Invoke(claim, request) ?? claim;
        }

        public async ValueTask<CommitResult> CommitAsync(Commit commit, CancellationToken cancellationToken)
        {
            var result = await inner.CommitAsync(Commits?.Invoke(commit) ?? commit, cancellationToken);
            if (RowsFirst && result.Status == CommitStatus.Rejected)
            {
                await inner.CommitAsync(
                    new Commit(commit.Owner, commit.Number, []) { Rows = [.. commit.Rows.Where((_, index) => index != result.Rejected[0].Index)] }, cancellationToken);
            }

            return result.Status == CommitStatus.Fenced && Fenced is { } status ? new CommitResult(status) : result;
        }

        public ValueTask<long> LastCommitAsync(string owner, CancellationToken cancellationToken) =>
            ForgetsNumber ? new(0) : inner.LastCommitAsync(owner, cancellationToken);
    }

    /// <summary>Commits other than it is told, and never says who met the rows of a run, nor what was done to a row.</summary>
    private sealed class BreaksUndo(CommitStoreFake inner, Func<Commit, Commit> commits) : ICommitStore, IUndoStore
    {
        public ValueTask<Claim> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) => inner.ClaimAsync(request, cancellationToken);

        public ValueTask<CommitResult> CommitAsync(Commit commit, CancellationToken cancellationToken) => inner.CommitAsync(commits(commit), cancellationToken);

        public ValueTask<long> LastCommitAsync(string owner, CancellationToken cancellationToken) => inner.LastCommitAsync(owner, cancellationToken);

        public ValueTask<IReadOnlyList<UndoEntry>> ReadUndoAsync(string owner, CancellationToken cancellationToken) => inner.ReadUndoAsync(owner, cancellationToken);

        public ValueTask<UndoMemory> ReadUndoMemoryAsync(string owner, long number, CancellationToken cancellationToken) => inner.ReadUndoMemoryAsync(owner, number, cancellationToken);

        public async ValueTask<UndoRows> ReadUndoRowsAsync(string owner, string runId, CancellationToken cancellationToken)
        {
            var rows = await inner.ReadUndoRowsAsync(owner, runId, cancellationToken);
            return new UndoRows { Removed = rows.Removed, Restored = rows.Restored, BroughtBack = rows.BroughtBack };
        }

        public async ValueTask<IReadOnlyList<RowRun>> ReadRowRunsAsync(string owner, string key, CancellationToken cancellationToken) =>
            [.. (await inner.ReadRowRunsAsync(owner, key, cancellationToken)).Select(run => new RowRun(run.RunId, RowDeed.Met))];
    }

    private sealed class LosesMemory(SharedMemoryStoreFake inner) : ICommitStore, ISharedMemory
    {
        public ValueTask<Claim> ClaimAsync(ClaimRequest request, CancellationToken cancellationToken) => inner.ClaimAsync(request, cancellationToken);

        public ValueTask<CommitResult> CommitAsync(Commit commit, CancellationToken cancellationToken) => inner.CommitAsync(commit, cancellationToken);

        public ValueTask<long> LastCommitAsync(string owner, CancellationToken cancellationToken) => inner.LastCommitAsync(owner, cancellationToken);

        public ValueTask<IReadOnlyDictionary<MemoryKey, string>> ReadMemoryAsync(
            string owner, IReadOnlyCollection<MemoryKey> keys, CancellationToken cancellationToken) => new(new Dictionary<MemoryKey, string>());
    }
}
