namespace JobPilot.Hosting;

/// <summary>
/// What the engine needs of the state store beside being a home. Implemented by the embedded store; plugins never see it.
/// </summary>
public interface IMemoryView
{
    /// <summary>Number of the last commit of this home that the view has applied; 0 where it knows none.</summary>
    /// <param name="owner">The pipeline's identity.</param>
    /// <param name="homeId">Identity of the home; a view belongs to one home.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<long> AppliedAsync(string owner, string homeId, CancellationToken cancellationToken);

    /// <summary>Reads values.</summary>
    /// <param name="owner">The pipeline's identity.</param>
    /// <param name="homeId">Identity of the home.</param>
    /// <param name="keys">Keys, each with its scope.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>Only the keys that have a value.</returns>
    ValueTask<IReadOnlyDictionary<MemoryKey, string>> ReadAsync(
        string owner, string homeId, IReadOnlyCollection<MemoryKey> keys, CancellationToken cancellationToken);

    /// <summary>Names of the scopes that the view has, whether or not their keys still have values: whoever remembered under other options is told so by them.</summary>
    /// <param name="owner">The pipeline's identity.</param>
    /// <param name="homeId">Identity of the home.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>Each once, in any order; empty where there are none or the view cannot tell.</returns>
    ValueTask<IReadOnlyList<string>> ScopesAsync(string owner, string homeId, CancellationToken cancellationToken) => new([]);

    /// <summary>
    /// Applies the changes of some commits and the number of the last one in one transaction; what is already applied does nothing.
    /// </summary>
    /// <param name="owner">The pipeline's identity.</param>
    /// <param name="homeId">Identity of the home.</param>
    /// <param name="first">Number of the first commit; at most one more than the last that is applied.</param>
    /// <param name="last">Number of the last commit.</param>
    /// <param name="changes">Changes in order; of several changes of one key the last one holds.</param>
    /// <param name="cancellationToken">Cancels before it begins.</param>
    ValueTask ApplyAsync(
        string owner, string homeId, long first, long last, IReadOnlyList<MemoryChange> changes, CancellationToken cancellationToken);

    /// <summary>Forgets the view of this home; a rebuild begins with it.</summary>
    /// <param name="owner">The pipeline's identity.</param>
    /// <param name="homeId">Identity of the home.</param>
    /// <param name="cancellationToken">Cancels before it begins.</param>
    ValueTask ResetAsync(string owner, string homeId, CancellationToken cancellationToken);

    /// <summary>Takes one part of a rebuild; the view still counts as not applied.</summary>
    /// <param name="owner">The pipeline's identity.</param>
    /// <param name="homeId">Identity of the home.</param>
    /// <param name="changes">Changes in order.</param>
    /// <param name="cancellationToken">Cancels before it begins.</param>
    ValueTask LoadAsync(string owner, string homeId, IReadOnlyList<MemoryChange> changes, CancellationToken cancellationToken);

    /// <summary>Ends a rebuild: the view now stands at this commit.</summary>
    /// <param name="owner">The pipeline's identity.</param>
    /// <param name="homeId">Identity of the home.</param>
    /// <param name="number">Number of the home's last commit.</param>
    /// <param name="cancellationToken">Cancels before it begins.</param>
    ValueTask CompleteLoadAsync(string owner, string homeId, long number, CancellationToken cancellationToken);
}

/// <summary>Keeps request budgets across runs. A credit is spent before the call, durable on return.</summary>
public interface IBudgetStore
{
    /// <summary>Spends credits if the period still has them.</summary>
    /// <param name="account">Whose budget.</param>
    /// <param name="period">Period's name, for instance <c>2026-11</c>.</param>
    /// <param name="limit">Credits a period.</param>
    /// <param name="cost">Credits to spend.</param>
    /// <param name="cancellationToken">Cancels before it begins.</param>
    /// <returns>Whether they were spent, and how many are used in the period now.</returns>
    ValueTask<BudgetSpending> SpendAsync(string account, string period, long limit, long cost, CancellationToken cancellationToken);

    /// <summary>Credits used in a period; 0 where nothing was spent.</summary>
    /// <param name="account">Whose budget.</param>
    /// <param name="period">Period's name.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<long> UsedAsync(string account, string period, CancellationToken cancellationToken);
}

/// <summary>Answer of <see cref="IBudgetStore.SpendAsync"/>.</summary>
/// <param name="Spent">Whether the credits were spent.</param>
/// <param name="Used">Credits used in the period, these included where spent.</param>
public readonly record struct BudgetSpending(bool Spent, long Used);

/// <summary>Keeps answers for their lifetime.</summary>
public interface IResponseCache
{
    /// <summary>Reads an answer that has not expired.</summary>
    /// <param name="key">Hash of the request without secrets.</param>
    /// <param name="now">Now, UTC.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<SourceResponse?> GetAsync(string key, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Keeps an answer; also removes some that expired.</summary>
    /// <param name="key">Hash of the request without secrets.</param>
    /// <param name="response">The answer.</param>
    /// <param name="expiresAt">When it expires, UTC.</param>
    /// <param name="cancellationToken">Cancels before it begins.</param>
    ValueTask PutAsync(string key, SourceResponse response, DateTimeOffset expiresAt, CancellationToken cancellationToken);
}

/// <summary>Keeps what each run did.</summary>
public interface IRunHistory
{
    /// <summary>Notes that a run began; closes entries of the same pipeline that a kill left open as <c>interrupted</c>.</summary>
    /// <param name="run">The run.</param>
    /// <param name="details">One small JSON object: configuration hash, versions.</param>
    /// <param name="cancellationToken">Cancels before it begins.</param>
    ValueTask BeginAsync(RunInfo run, string details, CancellationToken cancellationToken);

    /// <summary>Notes how a run ended.</summary>
    /// <param name="run">The run.</param>
    /// <param name="outcome">succeeded, failed or cancelled.</param>
    /// <param name="endedAt">When, UTC.</param>
    /// <param name="summary">One JSON object with totals, components and errors.</param>
    /// <param name="cancellationToken">Cancels before it begins.</param>
    ValueTask EndAsync(RunInfo run, string outcome, DateTimeOffset endedAt, string summary, CancellationToken cancellationToken);
}
