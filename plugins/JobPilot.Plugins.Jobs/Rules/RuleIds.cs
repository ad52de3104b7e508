using System.Runtime.InteropServices;

namespace JobPilot.Plugins.Jobs.Rules;

/// <summary>Keeps ids of rules apart that have the same key: the second ends in <c>_2</c>.</summary>
internal sealed class RuleIds
{
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>The id of the next rule with a key.</summary>
    public string Next(string id)
    {
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_counts, id, out _);
        return ++count == 1 ? id : $"{id}_{count}";
    }
}
