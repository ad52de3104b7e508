using System.Threading.Channels;

namespace JobPilot.Engine.Stages;

/// <summary>The workers of the pure processors: batches in any order, each batch by one thread.</summary>
internal sealed class ProcessStage(ProcessorChain chain, ChannelReader<Batch> work, int workers)
{
    public Task RunAsync(CancellationToken cancellationToken)
    {
        var running = new Task[workers];
        for (var i = 0; i < workers; i++)
        {
            running[i] = Task.Run(() => WorkAsync(cancellationToken), CancellationToken.None);
        }

        return Task.WhenAll(running);
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await work.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                while (work.TryRead(out var batch))
                {
                    await ProcessAsync(batch, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The run is ending; whoever ended it knows why.
        }
    }

    private async ValueTask ProcessAsync(Batch batch, CancellationToken cancellationToken)
    {
        try
        {
            batch.Live = await chain.ProcessAsync(batch, batch.Items, cancellationToken).ConfigureAwait(false);
            batch.Complete();
        }
        catch (Exception exception)
        {
            batch.Fail(exception);
        }
    }
}
