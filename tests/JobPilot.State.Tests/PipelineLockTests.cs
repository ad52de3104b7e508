namespace JobPilot.State.Tests;

public sealed class PipelineLockTests : IDisposable
{
    private readonly StateFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TryAcquire_Held_NullAndNamesTheHolder()
    {
        using var first = Acquire("owner", out var free);
        Assert.NotNull(first);
        Assert.Equal("", free);
        using var second = Acquire("owner", out var heldBy);
        Assert.Null(second);
        Assert.Contains($"process {Environment.ProcessId} ", heldBy, StringComparison.Ordinal);
        Assert.Contains("since 2026-01-15T12:00:00Z", heldBy, StringComparison.Ordinal);
    }

    [Fact]
    public void TryAcquire_OtherOwner_Free()
    {
        using var first = Acquire("owner", out _);
        using var second = Acquire("../Owner", out _);
        Assert.NotNull(second);
    }

    [Fact]
    public void TryAcquire_AfterDisposal_FreeAgain()
    {
        var first = Acquire("owner", out _);
        first!.Dispose();
        first.Dispose();
        using var second = Acquire("owner", out _);
        Assert.NotNull(second);
    }

    [Fact]
    public void TryAcquire_FolderIsAFile_Fault()
    {
        File.WriteAllText(_folder.Path, "");
        try
        {
            var fault = Assert.Throws<FaultException>(() => Acquire("owner", out _));
            Assert.Equal(ErrorCodes.CannotOpen, fault.Code);
        }
        finally
        {
            File.Delete(_folder.Path);
        }
    }

    private PipelineLock? Acquire(string owner, out string heldBy) => PipelineLock.TryAcquire(_folder.Path, owner, _folder.Time, out heldBy);
}
