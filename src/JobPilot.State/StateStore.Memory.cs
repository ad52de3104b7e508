namespace JobPilot.State;

public sealed partial class StateStore
{
    private const int ForgetChunk = 20_000;

    /// <inheritdoc />
    public ValueTask<long> AppliedAsync(string owner, string homeId, CancellationToken cancellationToken) => _database.ReadAsync(
        connection => connection.Sqlite.Scalar<long>(
            "SELECT applied FROM views WHERE owner = @owner AND home = @home", ("@owner", owner), ("@home", Foreign(homeId))),
        0, cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyDictionary<MemoryKey, string>> ReadAsync(
        string owner, string homeId, IReadOnlyCollection<MemoryKey> keys, CancellationToken cancellationToken) =>
        ReadAsync(new ViewName(owner, Foreign(homeId)), keys, cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<string>> ScopesAsync(string owner, string homeId, CancellationToken cancellationToken) => _database.ReadAsync<IReadOnlyList<string>>(
        connection => connection.Sqlite.Query(
            "SELECT scopes.name FROM scopes JOIN views ON views.id = scopes.view WHERE views.owner = @owner AND views.home = @home",
            row => row.GetString(0), ("@owner", owner), ("@home", Foreign(homeId))),
        [], cancellationToken);

    /// <inheritdoc />
    /// <remarks>Durable on return, so the home's journal may be trimmed up to whatever <see cref="AppliedAsync"/> says.</remarks>
    /// <exception cref="InvalidOperationException">A commit between the last applied one and this one is missing.</exception>
    public async ValueTask ApplyAsync(
        string owner, string homeId, long first, long last, IReadOnlyList<MemoryChange> changes, CancellationToken cancellationToken)
    {
        var view = new ViewName(owner, Foreign(homeId));
        await _database.WriteAsync(connection => Apply(connection, view, first, last, changes), cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask ResetAsync(string owner, string homeId, CancellationToken cancellationToken)
    {
        var view = new ViewName(owner, Foreign(homeId));
        await _database.WriteAsync(connection => Unlink(connection, view), cancellationToken);

        // The view is gone by now; its values follow in pieces, so that the log stays small. A kill in between leaves them to the next reset.
        while (await _database.WriteAsync(ForgetSome, cancellationToken))
        {
        }
    }

    /// <inheritdoc />
    public async ValueTask LoadAsync(string owner, string homeId, IReadOnlyList<MemoryChange> changes, CancellationToken cancellationToken)
    {
        var view = new ViewName(owner, Foreign(homeId));
        await _database.WriteAsync(
            connection =>
            {
                _scopes.Apply(connection, view, changes);
                return true;
            },
            cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask CompleteLoadAsync(string owner, string homeId, long number, CancellationToken cancellationToken)
    {
        var view = new ViewName(owner, Foreign(homeId));
        await _database.WriteAsync(
            connection => connection.Sqlite.Execute(
                "UPDATE views SET applied = @number WHERE id = @id", ("@number", number), ("@id", MemoryScopes.View(connection, view).Id)),
            cancellationToken);
    }

    private static string Foreign(string homeId) => homeId.Length > 0 ? homeId : throw new ArgumentException("A home has an identity.", nameof(homeId));

    private static bool ForgetSome(StateConnection connection)
    {
        var scope = connection.Sqlite.Scalar<long>("SELECT min(id) FROM scopes WHERE view = 0");
        if (scope == 0)
        {
            return false;
        }

        if (connection.Memory.Forget(scope, ForgetChunk) < ForgetChunk)
        {
            connection.Sqlite.Execute("DELETE FROM scopes WHERE id = @scope", ("@scope", scope));
        }

        return true;
    }

    private async ValueTask<IReadOnlyDictionary<MemoryKey, string>> ReadAsync(
        ViewName view, IReadOnlyCollection<MemoryKey> keys, CancellationToken cancellationToken) =>
        await _database.ReadAsync(connection => _scopes.Read(connection, view, keys), [], cancellationToken);

    private bool Apply(StateConnection connection, ViewName view, long first, long last, IReadOnlyList<MemoryChange> changes)
    {
        var (id, applied) = MemoryScopes.View(connection, view);
        if (last <= applied)
        {
            return false;
        }

        if (first > applied + 1)
        {
            throw new InvalidOperationException(
                $"The memory of '{view.Owner}' has commit {applied} applied; commit {first} leaves a gap. Apply {applied + 1} first, or reset the view.");
        }

        _scopes.Apply(connection, view, changes);
        connection.Sqlite.Execute("UPDATE views SET applied = @number WHERE id = @id", ("@number", last), ("@id", id));
        return true;
    }

    private bool Unlink(StateConnection connection, ViewName view)
    {
        var id = connection.Sqlite.Scalar<long>(
            "DELETE FROM views WHERE owner = @owner AND home = @home RETURNING id", ("@owner", view.Owner), ("@home", view.Home));
        connection.Sqlite.Execute("UPDATE scopes SET view = 0, name = id WHERE view = @id AND view <> 0", ("@id", id));
        _scopes.Clear();
        return id != 0;
    }
}
