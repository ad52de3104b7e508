using System.Threading.Channels;
using JobPilot.Engine.Contracts;
using JobPilot.Engine.Recovery;
using JobPilot.Engine.Stages;

namespace JobPilot.Engine.Commits;

/// <summary>
/// The consumer: takes batches in order, computes their tail, and commits units of whole pages by count, bytes or age. While it waits for the
/// disk, the workers go on with the next batches.
/// </summary>
internal sealed class CommitLoop(Committer committer, SplitLedger ledger, ShapeWatch shapes, ChannelReader<Batch> order, RunEnvironment environment)
{
    private const long MostBytes = 8 * 1024 * 1024;
    private const long MostBytesBesideHome = 128 * 1024 * 1024;
    private const int MostBatches = 10;
    private static readonly TimeSpan LeastAge = TimeSpan.FromMilliseconds(100);
    private readonly RejectGuard _guard = new(environment.Settings);
    private Unit _unit = new();

    /// <summary>Runs to the end of the batches.</summary>
    /// <param name="atEnd">Says, once all is consumed, whether the limit ended the run, or a stop (null: what is open stays open).</param>
    /// <param name="cancellationToken">Ends at once.</param>
    public async Task RunAsync(Func<bool?> atEnd, CancellationToken cancellationToken)
    {
        ComponentFaultException? tooManyRejected = null;
        while (!(tooManyRejected is not null && _unit.EndsPage) && await NextAsync(cancellationToken).ConfigureAwait(false) is { } batch)
        {
            await WaitForWorkersAsync(batch, cancellationToken).ConfigureAwait(false);
            _unit.Add(batch, environment.Time.GetTimestamp());
            await committer.AddAsync(_unit, batch, cancellationToken).ConfigureAwait(false);
            if (IsDue())
            {
                await CommitAsync(cancellationToken).ConfigureAwait(false);
            }

            if (environment.Replay is null && environment.Payment is null)
            {
                tooManyRejected ??= _guard.Check(batch);
            }
        }

        await CommitAsync(cancellationToken).ConfigureAwait(false);
        if (tooManyRejected is not null)
        {
            // To the end of the page, and committed: the letters that stopped the run are there to be looked at, and the next run does not make them once more.
            throw tooManyRejected;
        }

        if (_guard.AtEnd() is { } finding)
        {
            environment.Warn(finding);
        }

        if (atEnd() is { } limitReached)
        {
            Failpoints.Hit(Failpoints.EndBefore);
            ledger.CloseOpen(limitReached);
            var end = new Unit();
            end.Keep(shapes.End());
            await committer.CommitAsync(end, cancellationToken).ConfigureAwait(false);
            shapes.RefuseVanished();
        }
    }

    private async ValueTask<Batch?> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (order.TryRead(out var batch))
            {
                return batch;
            }

            var available = order.WaitToReadAsync(cancellationToken).AsTask();
            if (!available.IsCompleted && !_unit.IsEmpty && _unit.EndsPage)
            {
                var left = environment.Settings.MaxCommitDelay - environment.Time.GetElapsedTime(_unit.Since);
                var due = Task.Delay(new TimeSpan(Math.Max(0, left.Ticks)), environment.Time, cancellationToken);
                if (await Task.WhenAny(available, due).ConfigureAwait(false) == due)
                {
                    await CommitAsync(cancellationToken).ConfigureAwait(false);
                }
            }

            if (!await available.ConfigureAwait(false))
            {
                return null;
            }
        }
    }

    private bool IsDue()
    {
        if (!_unit.EndsPage)
        {
            return false;
        }

        var age = environment.Time.GetElapsedTime(_unit.Since);
        if (age >= environment.Settings.MaxCommitDelay || _unit.Bytes >= (committer.HomeHoldsRows ? MostBytes : MostBytesBesideHome))
        {
            return true;
        }

        // Where no sink is the home nothing waits for the commit but the position, so the clock alone decides.
        var size = environment.Settings.BatchSize;
        return committer.HomeHoldsRows
            && _unit.Records >= size && (age >= LeastAge || _unit.Records >= (long)size * MostBatches);
    }

    private async ValueTask CommitAsync(CancellationToken cancellationToken)
    {
        var unit = _unit;
        _unit = new Unit();
        if (!unit.IsEmpty)
        {
            await committer.CommitAsync(unit, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask WaitForWorkersAsync(Batch batch, CancellationToken cancellationToken)
    {
        if (batch.Processed.IsCompletedSuccessfully)
        {
            return;
        }

        try
        {
            await batch.Processed.WaitAsync(environment.Settings.BatchTimeout, environment.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new ComponentFaultException(batch.CurrentComponent, new FaultException(
                FaultKind.Fatal, $"'{batch.CurrentComponent}' worked on one batch for more than {environment.Settings.BatchTimeout.TotalSeconds:0} s.")
            {
                Code = "engine.batch_timeout",
                Fix = "Raise settings.batch_timeout, lower settings.batch_size, or leave the processor out.",
            });
        }
        catch (Exception exception) when (exception is not ComponentFaultException && !cancellationToken.IsCancellationRequested)
        {
            throw new ComponentFaultException(batch.CurrentComponent, Faults.Of(exception, batch.CurrentComponent));
        }
    }
}
