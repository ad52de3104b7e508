namespace JobPilot.Plugins.Jobs.Rules;

/// <summary>One change of a rule file.</summary>
/// <param name="List">The list that it changes.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Id">Id of the rule; "" for an added one whose key is its id.</param>
/// <param name="Row">The rule's columns; null where a rule is removed.</param>
/// <param name="Place">Where it stands.</param>
internal sealed record RuleChange(RuleList List, RuleChangeKind Kind, string Id, string[]? Row, RulePlace Place);
