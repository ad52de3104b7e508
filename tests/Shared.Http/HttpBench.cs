using System.Diagnostics;
using JobPilot.Engine.Http;

namespace JobPilot.Tests.Http;

/// <summary>The engine's client on a clock that the test drives, with budgets and cache in memory.</summary>
internal sealed class HttpBench : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 14, 15, 0, 0, TimeSpan.Zero);

    /// <summary>Longest wait that the clock is moved on for; time limits of calls that are to be answered lie beyond it.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(61);

    /// <summary>Far more than any work here takes, so that a test fails where it would hang.</summary>
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(2);

    public HttpBench(Func<HttpBench, SourceHttpClientFactory>? make = null) =>
        Factory = make?.Invoke(this) ?? new SourceHttpClientFactory(Budgets, Responses, Time, Loggers);

    public TestClock Time { get; } = new(Start);

    public MemoryBudgets Budgets { get; } = new();

    public MemoryResponses Responses { get; } = new();

    public RecordingLoggers Loggers { get; } = new();

    public SourceHttpClientFactory Factory { get; }

    /// <summary>A policy whose time limits lie far beyond what the clock is moved on for.</summary>
    public static HttpPolicy Patient(int maxRetries = 3) => new()
    {
        MaxRetries = maxRetries,
        AttemptTimeout = TimeSpan.FromHours(20),
        TotalTimeout = TimeSpan.FromDays(30),
    };

    /// <summary>Moves the clock on to whatever the work waits for, until it is done. While it waits for the network, the clock stands still.</summary>
    /// <exception cref="TimeoutException">The work waits for the clock longer than it is moved on for, or for something that never comes.</exception>
    public async Task<T> RunAsync<T>(Task<T> work)
    {
        var started = Stopwatch.GetTimestamp();
        while (!work.IsCompleted)
        {
            if (Stopwatch.GetElapsedTime(started) > LongestRun)
            {
                throw new TimeoutException($"The work did not end within {LongestRun.TotalSeconds} s; the next timer is due in {Time.NextWithin(TimeSpan.MaxValue)}.");
            }

            if (Time.NextWithin(LongestWait) is { } wait)
            {
                Time.Advance(wait);
            }

            await Task.WhenAny(work, Task.Delay(1));
        }

        return await work;
    }

    public Task<SourceResponse> SendAsync(SourceHttpClient client, SourceRequest request) =>
        RunAsync(client.SendAsync(request, CancellationToken.None).AsTask());

    public async Task<FaultException> FailAsync(SourceHttpClient client, SourceRequest request) =>
        await Assert.ThrowsAsync<FaultException>(() => SendAsync(client, request));

    public void Dispose() => Factory.Dispose();
}
