using Microsoft.Extensions.Time.Testing;

namespace JobPilot.State.Tests;

/// <summary>A state folder of one test, and stores over it.</summary>
internal sealed class StateFolder : IDisposable
{
    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"jobpilot-state-{Guid.NewGuid():N}");

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
