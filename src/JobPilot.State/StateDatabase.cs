namespace JobPilot.State;

/// <summary>
/// The file: one connection that writes, one that reads, each used by one caller at a time. Opened at the first use. Every failure comes out as a
/// fault.
/// </summary>
internal sealed class StateDatabase(string path, bool readOnly) : IAsyncDisposable
{
    private readonly SemaphoreSlim _writeGate = new(1, 1);
    private readonly SemaphoreSlim _readGate = new(1, 1);
    private StateConnection? _writer;
    private StateConnection? _reader;
    private bool _disposed;

    public string Path { get; } = path;

    /// <summary>Called when a transaction was rolled back: what was cached of it is wrong.</summary>
    public Action? RolledBack { get; set; }

    /// <summary>Runs work in one transaction, durable on return. Cancellation is heeded before it begins.</summary>
    public async ValueTask<T> WriteAsync<T>(Func<StateConnection, T> work, CancellationToken cancellationToken)
    {
        await _writeGate.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            cancellationToken.ThrowIfCancellationRequested();
            return Write(OpenWriter(), work);
        }
        catch (Exception exception) when (StateFaults.IsMapped(exception))
        {
            throw StateFaults.From(exception, Path);
        }
        finally
        {
            _writeGate.Release();
        }
    }

    /// <summary>Runs work on one unchanging state of the file; <paramref name="absent"/> where there is no file and none may be made.</summary>
    public async ValueTask<T> ReadAsync<T>(Func<StateConnection, T> work, T absent, CancellationToken cancellationToken)
    {
        await EnsureMadeAsync(cancellationToken);
        await _readGate.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            cancellationToken.ThrowIfCancellationRequested();
            _reader ??= StateConnection.OpenReader(Path, readOnly);
            return _reader is null ? absent : Read(_reader, work);
        }
        catch (Exception exception) when (StateFaults.IsMapped(exception))
        {
            throw StateFaults.From(exception, Path);
        }
        finally
        {
            _readGate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _writeGate.WaitAsync(CancellationToken.None);
        await _readGate.WaitAsync(CancellationToken.None);
        _disposed = true;
        _reader?.Dispose();
        _writer?.Dispose();
        (_reader, _writer) = (null, null);
        _readGate.Release();
        _writeGate.Release();
    }

    private static T Read<T>(StateConnection connection, Func<StateConnection, T> work)
    {
        // One read transaction for all statements: one lock instead of one a key.
        using var transaction = connection.Sqlite.BeginTransaction(deferred: true);
        return work(connection);
    }

    private T Write<T>(StateConnection connection, Func<StateConnection, T> work)
    {
        try
        {
            using var transaction = connection.Sqlite.BeginTransaction(deferred: false);
            var result = work(connection);
            transaction.Commit();
            return result;
        }
        catch
        {
            RolledBack?.Invoke();
            throw;
        }
    }

    private async ValueTask EnsureMadeAsync(CancellationToken cancellationToken)
    {
        if (readOnly || Volatile.Read(ref _writer) is not null)
        {
            return;
        }

        await _writeGate.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            OpenWriter();
        }
        catch (Exception exception) when (StateFaults.IsMapped(exception))
        {
            throw StateFaults.From(exception, Path);
        }
        finally
        {
            _writeGate.Release();
        }
    }

    private StateConnection OpenWriter() => readOnly
        ? throw StateFaults.OpenedForReading(Path)
        : _writer ??= StateConnection.OpenWriter(Path);
}
