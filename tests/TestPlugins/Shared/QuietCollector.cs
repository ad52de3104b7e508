using System.Runtime.CompilerServices;
using JobPilot;

namespace Acme;

/// <summary>Reads nothing; its one split says what the test wants to know.</summary>
public abstract class QuietCollector : ICollector
{
    public ValueTask<IReadOnlyList<Split>> PlanAsync(CancellationToken cancellationToken) => new([new Split(Answer())]);

    public async IAsyncEnumerable<Page> ReadAsync(SplitRead read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        yield break;
    }

    protected abstract string Answer();
}
