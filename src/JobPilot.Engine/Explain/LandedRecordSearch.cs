using JobPilot.Engine.Preview;
using JobPilot.Engine.Recovery;

namespace JobPilot.Engine.Explain;

/// <summary>Finds the source's record of a row among what a run landed. No source is called, and nothing is written.</summary>
/// <param name="plan">A replay of the landed run, as <see cref="Http.Landing.LandingReplay"/> makes it.</param>
/// <param name="services">What a run needs; only read.</param>
public sealed class LandedRecordSearch(PipelinePlan plan, EngineServices services)
{
    private readonly RunEnvironment _environment = new(plan, services);

    /// <summary>Reads what was landed until the record comes by.</summary>
    /// <param name="key">Key of the row.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The record with its origin; null where the run did not land it.</returns>
    /// <exception cref="FaultException">The landing cannot be read as it was.</exception>
    public async Task<Record?> FindAsync(string key, CancellationToken cancellationToken)
    {
        Record? found = null;
        try
        {
            await new ScratchPages(plan, _environment).ReadAsync(
                record =>
                {
                    found = record.MalformedReason is null && Makes(record, key, cancellationToken) ? record : null;
                    return new(found is null);
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (ComponentFaultException exception)
        {
            throw exception.Fault;
        }

        return found;
    }

    /// <summary>Whether the record becomes the row. Its identity is settled by the first processor that gives it another key.</summary>
    private bool Makes(Record collected, string key, CancellationToken cancellationToken)
    {
        var record = collected.Clone();
        foreach (var processor in plan.Processors)
        {
            if (record.Key == key || record.Key != collected.Key)
            {
                break;
            }

            if (processor.Processor is IProcessor pure)
            {
                try
                {
                    if (processor.When?.Test(record, plan.Run) == false)
                    {
                        continue;
                    }

                    var outcome = pure.Process(record, cancellationToken);
                    if (outcome.Kind == OutcomeKind.Replace)
                    {
                        record = outcome.Records.FirstOrDefault(one => one.Key == key) ?? outcome.Records.FirstOrDefault() ?? record;
                        record.Origin = collected.Origin;
                    }
                    else if (outcome.Kind != OutcomeKind.Keep)
                    {
                        return false;
                    }
                }
                catch (Exception) when (!cancellationToken.IsCancellationRequested)
                {
                    return false; // What a processor cannot take became no row.
                }
            }
        }

        return record.Key == key || (plan.HomeSink?.Sink is IRowReader reader && reader.KeyOf(record) == key);
    }
}
