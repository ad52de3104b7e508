using System.Collections.Concurrent;

namespace JobPilot.Plugins.LiteDb.Storage;

/// <summary>
/// Rule 2: one thread owns every transaction from BeginTrans to Commit, since LiteDB ties a transaction to its thread and Commit on another
/// one does nothing without saying so. Callers post work and await it; work is run in order, to its end, without an await inside.
/// </summary>
internal sealed class WriterThread : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread _thread;

    public WriterThread(string name)
    {
        _thread = new Thread(Run) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>Runs work on the thread.</summary>
    public Task<T> RunAsync<T>(Func<T> work)
    {
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try
            {
                completion.SetResult(work());
            }
            catch (Exception exception)
            {
                completion.SetException(exception);
            }
        });
        return completion.Task;
    }

    /// <summary>Runs work whose outcome nobody awaits; it must not throw.</summary>
    public void Post(Action work) => _work.Add(work);

    /// <summary>Ends the thread after the work that was posted.</summary>
    public void Dispose()
    {
        _work.CompleteAdding();
        if (Thread.CurrentThread != _thread)
        {
            _thread.Join();
            _work.Dispose();
        }
    }

    private void Run()
    {
        foreach (var work in _work.GetConsumingEnumerable())
        {
            work();
        }
    }
}
