namespace JobPilot.Plugins.Jobs.Rules;

/// <summary>What a rule file does with a rule.</summary>
internal enum RuleChangeKind
{
    /// <summary>A rule more.</summary>
    Add,

    /// <summary>Another rule in the place of one.</summary>
    Replace,

    /// <summary>A rule less.</summary>
    Remove,
}
