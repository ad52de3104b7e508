namespace JobPilot.Testing;

/// <summary>Disposes a component as the host does: asynchronously where it can, else synchronously, else not.</summary>
internal sealed class Owned(object component) : IAsyncDisposable
{
    public static async ValueTask DisposeAsync(object component)
    {
        if (component is IAsyncDisposable asynchronous)
        {
            await asynchronous.DisposeAsync();
        }
        else if (component is IDisposable synchronous)
        {
            synchronous.Dispose();
        }
    }

    public ValueTask DisposeAsync() => DisposeAsync(component);
}
