namespace JobPilot.Engine.Memory;

/// <summary>Numbers that stand for names of scopes in packed changes, in the order in which they came; a run has a few. Added by one thread, read by any.</summary>
internal sealed class ScopeNumbers
{
    private volatile string[] _names = [];

    public IReadOnlyList<string> Names => _names;

    public string Name(int number) => _names[number];

    public int Of(string scope)
    {
        var names = _names;
        for (var number = 0; number < names.Length; number++)
        {
            if (ReferenceEquals(names[number], scope) || names[number] == scope)
            {
                return number;
            }
        }

        _names = [.. names, scope];
        return names.Length;
    }
}
