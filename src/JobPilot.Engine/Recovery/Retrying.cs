namespace JobPilot.Engine.Recovery;

/// <summary>Time limit inside retry, as the policy decides.</summary>
internal static class Retrying
{
    /// <summary>Calls until it succeeds or the policy says stop.</summary>
    /// <exception cref="ComponentFaultException">The policy said stop.</exception>
    public static async ValueTask<T> RunAsync<T>(
        string component, RunEnvironment environment, TimeSpan timeout, Func<CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken,
        ErrorPolicy policy = ErrorPolicy.ByFault)
    {
        for (var failures = 1; ; failures++)
        {
            FaultException fault;
            using (var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken))
            {
                try
                {
                    var pending = call(limit.Token);
                    return pending.IsCompleted
                        ? await pending.ConfigureAwait(false)
                        : await pending.AsTask().WaitAsync(timeout, environment.Time, cancellationToken).ConfigureAwait(false);
                }
                catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
                {
                    fault = exception is TimeoutException
                        ? new FaultException(FaultKind.Fatal, $"'{component}' did not answer within {timeout.TotalSeconds:0.#} s.", exception) { Code = "engine.timeout" }
                        : Faults.Of(exception, component);
                    await limit.CancelAsync().ConfigureAwait(false);
                }
            }

            var recovery = RecoveryPolicy.OnWriteFault(fault, failures, environment.Settings.MaxRetries, environment.Settings.RetryDelay, policy);
            if (recovery.Action != RecoveryAction.Retry)
            {
                throw new ComponentFaultException(component, fault);
            }

            environment.Warn(fault, component, $"trying again in {recovery.Delay.TotalSeconds:0.#} s");
            await Task.Delay(recovery.Delay, environment.Time, cancellationToken).ConfigureAwait(false);
        }
    }
}
