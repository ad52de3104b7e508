using JobPilot.Engine.Http;
using Microsoft.Extensions.Time.Testing;

namespace JobPilot.Tests.Http;

/// <summary>The engine's client on a clock that the test drives, with budgets and cache in memory.</summary>
internal sealed class HttpBench : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 14, 15, 0, 0, TimeSpan.Zero);

    public HttpBench(Func<HttpBench, SourceHttpClientFactory>? make = null) =>
        Factory = make?.Invoke(this) ?? new SourceHttpClientFactory(Budgets, Responses, Time, Loggers);

    public FakeTimeProvider Time { get; } = new(Start);

    public MemoryBudgets Budgets { get; } = new();

    public MemoryResponses Responses { get; } = new();

    public RecordingLoggers Loggers { get; } = new();

    public SourceHttpClientFactory Factory { get; }

    /// <summary>A policy whose time limits lie far beyond what a driven clock passes.</summary>
    public static HttpPolicy Patient(int maxRetries = 3) => new()
    {
        MaxRetries = maxRetries,
        AttemptTimeout = TimeSpan.FromHours(20),
        TotalTimeout = TimeSpan.FromDays(30),
    };

    /// <summary>Lets the clock run, in small steps, until the work is done.</summary>
    public async Task<T> RunAsync<T>(Task<T> work, TimeSpan? step = null)
    {
        while (!work.IsCompleted)
        {
            Time.Advance(step ?? TimeSpan.FromMilliseconds(100));
            await Task.WhenAny(work, Task.Delay(1));
        }

        return await work;
    }

    public Task<SourceResponse> SendAsync(SourceHttpClient client, SourceRequest request, TimeSpan? step = null) =>
        RunAsync(client.SendAsync(request, CancellationToken.None).AsTask(), step);

    public async Task<FaultException> FailAsync(SourceHttpClient client, SourceRequest request, TimeSpan? step = null) =>
        await Assert.ThrowsAsync<FaultException>(() => SendAsync(client, request, step));

    public void Dispose() => Factory.Dispose();
}
