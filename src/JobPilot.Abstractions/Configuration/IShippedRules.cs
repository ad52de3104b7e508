namespace JobPilot;

/// <summary>
/// Ability of an options class to show the rules and word lists that come with its component, so that authors see what they may replace or remove. For
/// <c>plugins show TYPE --rules</c>.
/// </summary>
public interface IShippedRules
{
    /// <summary>
    /// Writes the rules in the form in which the component reads rule files, each with its id: YAML, UTF-8, lines ended by a line feed. Called by the host on an
    /// instance with default options, on any thread; reads nothing but what the plugin carries.
    /// </summary>
    /// <param name="writer">Where to; left open.</param>
    void WriteShippedRules(TextWriter writer);
}
