namespace JobPilot.Engine.Http;

/// <summary>
/// Opens after failures in a row; when its time is over it lets one call through and closes on success. Polly's breaker counts a ratio
/// in a window, which is not what a policy promises, hence this one. Safe on every thread.
/// </summary>
internal sealed class Breaker(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly long _origin = time.GetTimestamp();
    private int _failures;
    private bool _open;
    private bool _probing;
    private TimeSpan _openUntil;
    private FaultException? _cause;

    private TimeSpan Now => time.GetElapsedTime(_origin);

    public bool IsOpen
    {
        get
        {
            lock (_lock)
            {
                return _open;
            }
        }
    }

    /// <summary>Lets a call through, or says why not. Every call let through ends with <see cref="Succeed"/>, <see cref="Fail"/> or <see cref="Abandon"/>.</summary>
    public FaultException? Enter()
    {
        lock (_lock)
        {
            if (!_open)
            {
                return null;
            }

            if (!_probing && Now >= _openUntil)
            {
                _probing = true;
                return null;
            }

            var left = _openUntil - Now;
            return new FaultException(
                FaultKind.Unavailable,
                $"The source failed {_failures} times in a row, so calls are held back for a while. Last cause: {_cause!.Message}",
                _cause)
            {
                Code = HttpErrorCodes.CircuitOpen,
                Fix = _cause.Fix ?? "Wait, then run the pipeline again.",
                RetryAfter = left > TimeSpan.Zero ? left : null,
            };
        }
    }

    public void Succeed()
    {
        lock (_lock)
        {
            _failures = 0;
            _open = false;
            _probing = false;
            _cause = null;
        }
    }

    public void Fail(FaultException cause, HttpPolicy policy)
    {
        lock (_lock)
        {
            _failures++;
            _cause = cause;
            if (_probing || (policy.BreakAfter > 0 && _failures >= policy.BreakAfter))
            {
                _open = true;
                _probing = false;
                _openUntil = Now + policy.BreakDuration;
            }
        }
    }

    /// <summary>The call said nothing about the source: it was cancelled, or no credit was left.</summary>
    public void Abandon()
    {
        lock (_lock)
        {
            _probing = false;
        }
    }
}
