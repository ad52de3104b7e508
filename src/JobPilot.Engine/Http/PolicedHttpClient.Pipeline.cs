using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace JobPilot.Engine.Http;

internal sealed partial class PolicedHttpClient
{
    private ResiliencePipeline<Attempt> BuildRetry()
    {
        if (Policy.MaxRetries <= 0)
        {
            return ResiliencePipeline<Attempt>.Empty;
        }

        return new ResiliencePipelineBuilder<Attempt> { TimeProvider = _services.Time }
            .AddRetry(new RetryStrategyOptions<Attempt>
            {
                MaxRetryAttempts = Policy.MaxRetries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = Policy.RetryDelay < TimeSpan.FromDays(1) ? Policy.RetryDelay : TimeSpan.FromDays(1),
                MaxDelay = Policy.MaxRetryDelay < TimeSpan.FromDays(1) ? Policy.MaxRetryDelay : TimeSpan.FromDays(1),
                ShouldHandle = arguments => new ValueTask<bool>(arguments.Outcome.Result is { IsTransient: true } && !_traffic.Breaker.IsOpen),
                DelayGenerator = arguments => new ValueTask<TimeSpan?>(
                    arguments.Outcome.Result?.RetryAfter is { } told ? Capped(told) : null),
                OnRetry = arguments =>
                {
                    _traffic.CountRetry();
                    LogRetry(_traffic.Logger, arguments.RetryDelay.TotalSeconds, arguments.AttemptNumber + 1, Policy.MaxRetries);
                    return default;
                },
            })
            .Build();
    }

    private ResiliencePipeline BuildAttemptTimeout(int factor) => new ResiliencePipelineBuilder { TimeProvider = _services.Time }
        .AddTimeout(new TimeoutStrategyOptions
        {
            Timeout = TimeSpan.FromTicks(Math.Clamp(Policy.AttemptTimeout.Ticks * factor, TimeSpan.TicksPerMillisecond * 10, TimeSpan.TicksPerDay)),
        })
        .Build();
}
