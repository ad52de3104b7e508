using Microsoft.Extensions.Time.Testing;

namespace JobPilot.State.Tests;

/// <summary>A state folder of one test, and stores over it.</summary>
internal sealed class StateFolder : IDisposable
{
    private readonly string _root = System.IO.Path.GetTempPath();
    private readonly string _name = $"jobpilot-state-{Guid.NewGuid():N}";

    public StateFolder()
    {
    }

    private StateFolder(string root) => _root = root;

    /// <summary>In memory where the machine has such a disk: for tests that make their own failures, and thousands of stores.</summary>
    public static StateFolder InMemory() => Directory.Exists("/dev/shm") ? new("/dev/shm") : new();

    public string Path => System.IO.Path.Combine(_root, _name);

    public string File => System.IO.Path.Combine(Path, StateStore.FileName);

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 15, 12, 0, 0, TimeSpan.Zero));

    public StateStore Open() => StateStore.Open(Path, Time);

    public StateStore OpenReadOnly() => StateStore.OpenReadOnly(Path, Time);

    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
