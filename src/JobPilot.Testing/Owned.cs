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

    /// <summary>Disposes twice, which must do no harm.</summary>
    public static async ValueTask DisposeTwiceAsync(object component)
    {
        await DisposeAsync(component);
        await DisposeAsync(component);
    }

    public ValueTask DisposeAsync() => DisposeAsync(component);
}
