using System.Collections.Concurrent;

namespace JobPilot.State;

/// <summary>Whose memory: an owner and the home whose commits it follows.</summary>
internal readonly record struct ViewName(string Owner, string Home);

/// <summary>Finds the small numbers that stand for owners, homes and scopes in the memory's table, and remembers them. Safe on every thread.</summary>
internal sealed class MemoryScopes
{
    private readonly ConcurrentDictionary<(ViewName View, string Scope), long> _scopes = new();

    // Kept, for it is large: a rented one would be another on each thread. Used within the one transaction that writes.
    private PlacedChange[] _placed = [];

    public void Clear() => _scopes.Clear();

    public Dictionary<MemoryKey, string> Read(StateConnection connection, ViewName view, IReadOnlyCollection<MemoryKey> keys)
    {
        var found = new Dictionary<MemoryKey, string>();
        string? last = null;
        long? id = null;
        foreach (var key in keys)
        {
            if (!ReferenceEquals(last, key.Scope))
            {
                (last, id) = (key.Scope, Find(connection, view, key.Scope));
            }

            if (id is { } scope && connection.Memory.Get(scope, key.Key) is { } value)
            {
                found[key] = value;
            }
        }

        return found;
    }

    public void Apply(StateConnection connection, ViewName view, IReadOnlyList<MemoryChange> changes)
    {
        if (_placed.Length < changes.Count)
        {
            _placed = new PlacedChange[changes.Count];
        }

        string? last = null;
        var scope = 0L;
        for (var i = 0; i < changes.Count; i++)
        {
            var change = changes[i];
            if (!ReferenceEquals(last, change.Scope))
            {
                (last, scope) = (change.Scope, FindOrAdd(connection, view, change.Scope));
            }

            _placed[i] = connection.Memory.Place(scope, change, i);
        }

        // In the order of the index, so that each of its pages is touched once.
        var sorted = _placed.AsSpan(0, changes.Count);
        sorted.Sort();
        connection.Memory.Set(sorted, changes);
    }

    /// <summary>Number of the view's last commit; makes the view where it is new.</summary>
    public static (long Id, long Applied) View(StateConnection connection, ViewName view)
    {
        connection.Sqlite.Execute(
            "INSERT INTO views (owner, home) VALUES (@owner, @home) ON CONFLICT DO NOTHING", ("@owner", view.Owner), ("@home", view.Home));
        return connection.Sqlite.Query(
            "SELECT id, applied FROM views WHERE owner = @owner AND home = @home",
            row => (row.GetInt64(0), row.GetInt64(1)), ("@owner", view.Owner), ("@home", view.Home))[0];
    }

    private long? Find(StateConnection connection, ViewName view, string scope)
    {
        if (_scopes.TryGetValue((view, scope), out var known))
        {
            return known;
        }

        var id = connection.Sqlite.Scalar<long>(
            "SELECT scopes.id FROM scopes JOIN views ON views.id = scopes.view WHERE views.owner = @owner AND views.home = @home AND scopes.name = @name",
            ("@owner", view.Owner), ("@home", view.Home), ("@name", scope));
        return id == 0 ? null : _scopes[(view, scope)] = id;
    }

    private long FindOrAdd(StateConnection connection, ViewName view, string scope) => Find(connection, view, scope)
        ?? (_scopes[(view, scope)] = connection.Sqlite.Scalar<long>(
            "INSERT INTO scopes (view, name) VALUES (@view, @name) RETURNING id", ("@view", View(connection, view).Id), ("@name", scope)));
}
