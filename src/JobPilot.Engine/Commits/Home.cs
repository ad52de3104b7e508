using JobPilot.Engine.Recovery;

namespace JobPilot.Engine.Commits;

/// <summary>The one store of a pipeline's truth, called by one thread at a time. Turns an unknown commit into a known one.</summary>
internal sealed class Home(ICommitStore store, string component, string owner, RunEnvironment environment) : IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1);

    /// <summary>Component id of the sink, or "state" for the state store.</summary>
    public string Component { get; } = component;

    public ICommitStore Store { get; } = store;

    /// <summary>What the pipeline says of the sink that is the home.</summary>
    public ErrorPolicy OnError { get; init; }

    public string Owner { get; } = owner;

    public bool SharesMemory => Store is ISharedMemory;

    public string HomeId { get; private set; } = "";

    public long LastCommit { get; private set; }

    /// <summary>Opens the sink that is the home; its rows need no mark, since they are committed with the positions.</summary>
    public async ValueTask OpenAsync(ISink sink, CancellationToken cancellationToken) => await CallAsync(
        async token =>
        {
            await sink.OpenAsync(new SinkOpen(newRun: true), token).ConfigureAwait(false);
            return true;
        },
        cancellationToken).ConfigureAwait(false);

    /// <summary>Raises epochs; with no ids it only looks.</summary>
    public async ValueTask<Claim> ClaimAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken, long journalAfter = long.MaxValue, int journalMost = 0)
    {
        Failpoints.Hit(Failpoints.ClaimBefore);
        var claim = await CallAsync(
            token => Store.ClaimAsync(new ClaimRequest(Owner, ids, journalAfter) { RunId = environment.Run.Id, JournalMost = journalMost }, token), cancellationToken).ConfigureAwait(false);
        HomeId = claim.HomeId;
        LastCommit = Math.Max(LastCommit, claim.LastCommit);
        Failpoints.Hit(Failpoints.ClaimAfter);
        return claim;
    }

    /// <summary>Finds rows by key, between commits.</summary>
    public ValueTask<IReadOnlyList<Record>> FindRowsAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        CallAsync(token => ((IRowReader)Store).FindRowsAsync(keys, token), cancellationToken);

    /// <summary>Commits; an exception means unknown, so the home is asked before anything is tried again.</summary>
    public async ValueTask<CommitResult> CommitAsync(Commit commit, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            for (var failures = 1; ; failures++)
            {
                FaultException fault;
                try
                {
                    var result = await Store.CommitAsync(commit, cancellationToken).AsTask()
                        .WaitAsync(environment.Settings.WriteTimeout, environment.Time, cancellationToken).ConfigureAwait(false);
                    LastCommit = result.Status == CommitStatus.Committed ? commit.Number : LastCommit;
                    return result;
                }
                catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
                {
                    fault = Faults.Of(exception, Component);
                }

                var recovery = RecoveryPolicy.OnWriteFault(fault, failures, environment.Settings.MaxRetries, environment.Settings.RetryDelay, OnError);
                if (await HasAsync(commit.Number, fault, cancellationToken).ConfigureAwait(false))
                {
                    LastCommit = commit.Number;
                    return new CommitResult(CommitStatus.Committed);
                }

                if (recovery.Action == RecoveryAction.DeadLetter && commit.Rows.Count > 0)
                {
                    // The rows may be the cause: without them the positions go on. A home that is gone refuses that too, and the run stops.
                    environment.Warn(fault, Component, "rows that it cannot write are dead letters");
                    return new CommitResult(CommitStatus.Rejected) { Rejected = [.. commit.Rows.Select((_, index) => new RejectedRow(index, fault.Message))] };
                }

                if (recovery.Action != RecoveryAction.Retry)
                {
                    throw new ComponentFaultException(Component, fault);
                }

                environment.Warn(fault, Component, $"trying again in {recovery.Delay.TotalSeconds:0.#} s");
                await Task.Delay(recovery.Delay, environment.Time, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    private async ValueTask<bool> HasAsync(long number, FaultException cause, CancellationToken cancellationToken)
    {
        try
        {
            return await Store.LastCommitAsync(Owner, cancellationToken).ConfigureAwait(false) >= number;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The home is gone; whether the commit is there shows at the next start.
            environment.Note(Faults.Of(exception, Component), Component, "it could not be asked for its last commit");
            throw new ComponentFaultException(Component, cause);
        }
    }

    private async ValueTask<T> CallAsync<T>(Func<CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Retrying.RunAsync(Component, environment, environment.Settings.WriteTimeout, call, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }
}
