using JobPilot.Testing;

namespace JobPilot.State.Tests;

public sealed class StateStoreConformanceTests : CommitStoreConformance
{
    private readonly StateFolder _folder = new();

    protected override bool KeepsJournal => true;

    protected override Task<ICommitStore> OpenStoreAsync() => Task.FromResult<ICommitStore>(_folder.Open());

    protected override Task CleanUpAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }
}
