namespace JobPilot.Engine.Http;

/// <summary>
/// Spaces the calls of one component evenly and holds them back when the source asks for it. In any minute at most the given number of calls
/// passes, the small burst included. Safe on every thread; waiting calls pass in the order in which they came.
/// </summary>
internal sealed class Pace(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly long _origin = time.GetTimestamp();
    private TimeSpan _next;
    private TimeSpan _heldUntil;

    private TimeSpan Now => time.GetElapsedTime(_origin);

    /// <summary>Holds all further calls back.</summary>
    public void Hold(TimeSpan wait)
    {
        lock (_lock)
        {
            var until = Now + wait;
            _heldUntil = until > _heldUntil ? until : _heldUntil;
        }
    }

    /// <summary>Waits for this call's turn.</summary>
    public async ValueTask WaitAsync(int? requestsPerMinute, CancellationToken cancellationToken)
    {
        while (true)
        {
            await PassHoldAsync(cancellationToken);
            if (requestsPerMinute is not { } rate)
            {
                return;
            }

            var wait = Reserve(rate);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, time, cancellationToken);
            }

            // A hold that began meanwhile takes this turn away, so that the calls that waited do not burst when it ends.
            if (HeldFor() <= TimeSpan.Zero)
            {
                return;
            }
        }
    }

    private async ValueTask PassHoldAsync(CancellationToken cancellationToken)
    {
        for (var held = HeldFor(); held > TimeSpan.Zero; held = HeldFor())
        {
            await Task.Delay(held, time, cancellationToken);
        }
    }

    private TimeSpan HeldFor()
    {
        lock (_lock)
        {
            return _heldUntil - Now;
        }
    }

    private TimeSpan Reserve(int rate)
    {
        var burst = Math.Clamp(rate / 30, 1, 5);
        var interval = TimeSpan.FromMinutes(1) / (rate - burst + 1);
        lock (_lock)
        {
            var now = Now;
            var wait = _next - (interval * (burst - 1)) - now;
            _next = (_next > now ? _next : now) + interval;
            return wait;
        }
    }
}
