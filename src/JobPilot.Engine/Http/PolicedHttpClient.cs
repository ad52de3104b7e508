using JobPilot.Engine.Http.Landing;
using Polly;
using Polly.Timeout;

namespace JobPilot.Engine.Http;

/// <summary>
/// Executes a policy. Around each other lie: cache, total time limit, retry, turn (connection, rate), breaker, budget, attempt's time limit,
/// transport. What the source answers, or the cache in its place, is landed; in a replay the landing answers alone. Safe on every thread.
/// </summary>
internal sealed partial class PolicedHttpClient : SourceHttpClient
{
    /// <summary>Each attempt that ran out of time gives the next one more, up to so many times the limit.</summary>
    private const int LongestTimeout = 3;

    private readonly HttpServices _services;
    private readonly ComponentTraffic _traffic;
    private readonly bool _isSource;
    private readonly SemaphoreSlim _connections;
    private readonly Lazy<ResiliencePipeline<Attempt>> _retry;
    private readonly Lazy<ResiliencePipeline>[] _attemptTimeouts;

    public PolicedHttpClient(HttpServices services, ComponentTraffic traffic, HttpPolicy policy, bool isSource)
    {
        _services = services;
        _traffic = traffic;
        _isSource = isSource;
        Policy = policy;
        _connections = new SemaphoreSlim(Math.Max(1, policy.MaxConnections));
        _retry = new Lazy<ResiliencePipeline<Attempt>>(BuildRetry);
        _attemptTimeouts = new Lazy<ResiliencePipeline>[LongestTimeout];
        for (var i = 0; i < LongestTimeout; i++)
        {
            var factor = i + 1;
            _attemptTimeouts[i] = new Lazy<ResiliencePipeline>(() => BuildAttemptTimeout(factor));
        }
    }

    public override HttpPolicy Policy { get; }

    private ResponseLanding? Landing => _isSource ? _services.Landing : null;

    public override SourceHttpClient WithPolicy(HttpPolicy policy) => new PolicedHttpClient(_services, _traffic, policy, _isSource);

    public override async ValueTask<SourceResponse> SendAsync(SourceRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!request.Url.IsAbsoluteUri || (request.Url.Scheme != Uri.UriSchemeHttp && request.Url.Scheme != Uri.UriSchemeHttps))
        {
            throw new FaultException(FaultKind.Unavailable, "The address of the source is no absolute http or https address.")
            {
                Code = HttpErrorCodes.BadAddress,
                Fix = "Write it as https://host/path.",
            };
        }

        if (_isSource && _services.Landed is { } landed)
        {
            return landed.Answer(_traffic.ComponentId, request, Policy);
        }

        var cacheKey = Policy.CacheLifetime > TimeSpan.Zero ? CacheKey.Of(request) : null;
        if (cacheKey is not null && await FindCachedAsync(cacheKey, request, cancellationToken) is { } cached)
        {
            Landing?.Land(_traffic.ComponentId, request, new SecretMask(request), cached);
            return cached;
        }

        using var deadline = new CallDeadline(_services.Time, Policy.TotalTimeout, cancellationToken);
        var call = new HttpCall(request, deadline);
        var response = await SendWithRetriesAsync(call, cancellationToken);
        if (cacheKey is not null && !call.Mask.IsIn(response.Body.Span))
        {
            await KeepAsync(cacheKey, response, cancellationToken);
        }

        return response;
    }

    private async ValueTask<SourceResponse> SendWithRetriesAsync(HttpCall call, CancellationToken cancellationToken)
    {
        try
        {
            var attempt = await _retry.Value.ExecuteAsync(
                static (state, token) => state.Client.AttemptAsync(state.Call, token), (Client: this, Call: call), call.Deadline.Token);
            return attempt.Fault is not { } fault
                ? attempt.Response!
                : throw call.Mask.Apply(attempt.IsTransient ? HttpFaults.UsedUp(fault, call.Attempts, attempt.RetryAfter) : fault);
        }
        catch (OperationCanceledException) when (call.Deadline.Expired && !cancellationToken.IsCancellationRequested)
        {
            throw call.Mask.Apply(HttpFaults.TotalTimeout(Policy.TotalTimeout, call.LastFault));
        }
        catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(exception.Message, exception, cancellationToken);
        }
    }

    /// <summary>One attempt, from waiting for its turn to the verdict on its answer.</summary>
    private async ValueTask<Attempt> AttemptAsync(HttpCall call, CancellationToken cancellationToken)
    {
        call.Deadline.Pause();
        var queued = _services.Time.GetTimestamp();
        await _connections.WaitAsync(cancellationToken);
        try
        {
            await _traffic.Pace.WaitAsync(Policy.RequestsPerMinute, cancellationToken);
            _traffic.CountWait(_services.Time.GetElapsedTime(queued));
            call.Deadline.Resume();
            var attempt = await PassBreakerAsync(call, cancellationToken);
            call.LastFault = attempt.Fault;
            return attempt;
        }
        finally
        {
            _connections.Release();
        }
    }

    private async ValueTask<Attempt> PassBreakerAsync(HttpCall call, CancellationToken cancellationToken)
    {
        if (_traffic.Breaker.Enter() is { } open)
        {
            return Attempt.Failed(open);
        }

        var settled = false;
        try
        {
            if (Policy.Budget is { } budget && call.Request.Cost > 0
                && await _services.Budgets.SpendAsync(budget, call.Request.Cost, _traffic.Logger, cancellationToken) is { } spent)
            {
                return Attempt.Failed(spent);
            }

            var attempt = await SendOnceAsync(call, cancellationToken);
            settled = true;

            // A source that asks to slow down is not down: it holds the calls back and leaves the breaker alone.
            if (attempt.IsTransient && attempt.RefusedStatus != 429)
            {
                _traffic.Breaker.Fail(attempt.Fault!, Policy);
            }
            else
            {
                _traffic.Breaker.Succeed();
            }

            return attempt;
        }
        finally
        {
            if (!settled)
            {
                _traffic.Breaker.Abandon();
            }
        }
    }

    private async ValueTask<Attempt> SendOnceAsync(HttpCall call, CancellationToken cancellationToken)
    {
        call.Attempts++;
        _traffic.CountSent();
        var started = _services.Time.GetTimestamp();
        var place = HttpFaults.Place(call.Request.Url);
        var longer = Math.Min(call.Timeouts, LongestTimeout - 1);
        try
        {
            var response = await _attemptTimeouts[longer].Value.ExecuteAsync(
                static (state, token) => state.Transport.SendAsync(state.Call.Request, state.Call.Mask, state.MaxBytes, token),
                (_services.Transport, Call: call, MaxBytes: Policy.MaxResponseBytes),
                cancellationToken);
            LogAnswered(
                _traffic.Logger, call.Request.Method.Method, place, response.Status, response.Body.Length,
                _services.Time.GetElapsedTime(started).TotalMilliseconds, call.Attempts);
            Landing?.Land(_traffic.ComponentId, call.Request, call.Mask, response);
            return Judge(response);
        }
        catch (TimeoutRejectedException)
        {
            call.Timeouts++;
            return Failed(HttpFaults.AttemptTimeout(Policy.AttemptTimeout * (longer + 1)));
        }
        catch (FaultException fault)
        {
            return Failed(fault);
        }

        Attempt Failed(FaultException fault)
        {
            LogFailed(_traffic.Logger, call.Request.Method.Method, place, call.Mask.Apply(fault.Message), call.Attempts);
            Landing?.Land(_traffic.ComponentId, call.Request, call.Mask, fault);
            return Attempt.Failed(fault);
        }
    }

    private Attempt Judge(SourceResponse response)
    {
        var near = ServerLimits.IsNear(response, out var remaining, out var limit);
        if (_traffic.ComesNearLimit(near))
        {
            LogLimitNear(_traffic.Logger, remaining, limit);
        }

        if (Policy.HoldBack?.Invoke(response) is { } wait && wait > TimeSpan.Zero)
        {
            _traffic.Pace.Hold(Capped(wait));
            LogHeldBack(_traffic.Logger, Capped(wait).TotalSeconds);
        }

        var fault = Policy.Classify is { } classify ? classify(response) : DefaultClassifier.Classify(response);
        if (fault is null)
        {
            return Attempt.Accepted(response);
        }

        var attempt = Attempt.Refused(fault, response.Status, RetryAfterHeader.Read(response, response.RetrievedAt));
        if (attempt.IsTransient && response.Status is (429 or 503) && attempt.RetryAfter is { } told)
        {
            // What one call is told holds for its siblings.
            _traffic.Pace.Hold(Capped(told));
        }

        return attempt;
    }

    private TimeSpan Capped(TimeSpan wait) => wait < Policy.MaxRetryDelay ? wait : Policy.MaxRetryDelay;
}
