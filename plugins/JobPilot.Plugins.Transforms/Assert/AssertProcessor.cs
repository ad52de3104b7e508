using Microsoft.Extensions.Logging;

namespace JobPilot.Plugins.Transforms;

/// <summary>
/// Checks expectations. It is stateful, since <c>unique</c> remembers across runs: so it runs in order on one thread, and its rates need no locks.
/// </summary>
[Processor("assert", typeof(AssertOptions), Description = "Checks expectations: warns, rejects the record or stops the run.")]
public sealed partial class AssertProcessor : IStatefulProcessor, IDisposable
{
    private readonly ExpectationCheck[] _checks;
    private readonly ExpectationCheck[] _unique;
    private readonly ILogger _logger;
    private bool _disposed;

    /// <summary>Creates it.</summary>
    /// <param name="options">The expectations.</param>
    /// <param name="context">Compiler, run and logger.</param>
    /// <exception cref="ExpressionException">A condition does not compile.</exception>
    public AssertProcessor(AssertOptions options, ComponentContext context)
    {
        _checks = [.. options.Expectations.Select((expectation, i) => new ExpectationCheck(expectation, i, context, options.MinRecords))];

        // The one that may reject comes last: only a record that everything else lets through is remembered as the holder of its value.
        _unique = [.. _checks.Where(check => check.Unique).OrderBy(check => check.Then == AssertAction.Reject)];
        _logger = context.Logger;
    }

    /// <inheritdoc />
    public int StateVersion => 1;

    /// <inheritdoc />
    public bool Remembers => _unique.Length > 0;

    /// <inheritdoc />
    public IEnumerable<string> Keys(Record record)
    {
        if (record.Operation != RecordOperation.Upsert)
        {
            yield break;
        }

        foreach (var check in _unique)
        {
            if (check.UniqueKey(record) is { } key)
            {
                yield return key;
            }
        }
    }

    /// <inheritdoc />
    public Outcome Process(Record record, IRecordState state, CancellationToken cancellationToken)
    {
        if (record.Operation != RecordOperation.Upsert)
        {
            return Outcome.Keep;
        }

        foreach (var check in _checks)
        {
            string? problem;
            try
            {
                problem = check.Check(record);
            }
            catch (ExpressionException exception)
            {
                problem = $"{check.Name}: {exception.Message}";
            }

            if (problem is not null && Act(check, problem))
            {
                return Outcome.Reject(problem);
            }
        }

        foreach (var check in _unique)
        {
            if (check.UniqueKey(record) is { } key && CheckUnique(check, key, record, state) is { Kind: not OutcomeKind.Keep } outcome)
            {
                return outcome;
            }
        }

        return Outcome.Keep;
    }

    /// <summary>Logs how often each expectation was not met.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        foreach (var check in _checks)
        {
            if (check.Violations > 0)
            {
                LogTotal(check.Name, check.Violations);
            }
            else if (check.RateMissedAtEnd)
            {
                LogFirst(check.RateProblem);
            }
        }
    }

    /// <summary>
    /// The posting with the smallest key holds the value, whichever came first, so that the result does not depend on the order of arrival.
    /// </summary>
    private Outcome CheckUnique(ExpectationCheck check, string key, Record record, IRecordState state)
    {
        var holder = state.Get(key);
        if (record.Key is not { } id)
        {
            var problem = $"{check.Name}: a record without a key cannot be told from another; put the step behind one that gives keys";
            return Act(check, problem) ? Outcome.Reject(problem) : Outcome.Keep;
        }

        var smaller = holder is null || string.CompareOrdinal(id, holder) < 0;
        if (smaller)
        {
            state.Set(key, id);
        }

        if (holder is null || holder == id)
        {
            return Outcome.Keep;
        }

        var repeated = $"{check.Name}: another posting has the same value";
        if (!Act(check, repeated))
        {
            return Outcome.Keep;
        }

        return smaller ? Outcome.Replace(record, Record.Delete(holder)) : Outcome.Reject(repeated);
    }

    /// <returns>Whether the record is to be rejected.</returns>
    private bool Act(ExpectationCheck check, string problem)
    {
        switch (check.Then)
        {
            case AssertAction.Reject:
                check.Violations++;
                return true;
            case AssertAction.Stop:
                throw new FaultException(FaultKind.Fatal, $"{problem}.")
                {
                    Code = "assert.failed",
                    Fix = "Mend the source or the expectation, then run again.",
                };
            default:
                if (check.Violations++ == 0)
                {
                    LogFirst(problem);
                }

                return false;
        }
    }
}
