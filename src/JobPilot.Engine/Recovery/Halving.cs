namespace JobPilot.Engine.Recovery;

/// <summary>Gives a component its records in smaller pieces once it ran out of memory, and keeps to that size. Safe on every thread.</summary>
internal sealed class Halving(string component, RunEnvironment environment)
{
    private volatile int _most = int.MaxValue;

    /// <summary>Calls with as many records as the memory takes, in order; the results stand in that order too.</summary>
    /// <param name="records">All of them.</param>
    /// <param name="call">Works on some of them; its fault says where the memory did not do.</param>
    /// <exception cref="ComponentFaultException">Another fault, or one record alone is too large.</exception>
    public async ValueTask<List<T>> RunAsync<T>(IReadOnlyList<Record> records, Func<IReadOnlyList<Record>, ValueTask<T>> call)
    {
        var results = new List<T>(1);
        for (var at = 0; at < records.Count;)
        {
            var count = Math.Min(_most, records.Count - at);
            try
            {
                results.Add(await call(count == records.Count ? records : [.. records.Skip(at).Take(count)]).ConfigureAwait(false));
                at += count;
            }
            catch (ComponentFaultException exception) when (exception.Fault.Code == Faults.OutOfMemory && count > 1)
            {
                _most = Math.Min(_most, (count + 1) / 2);
                environment.Warn(exception.Fault, component, $"batches of at most {_most} records from here on");
            }
        }

        return results;
    }
}
