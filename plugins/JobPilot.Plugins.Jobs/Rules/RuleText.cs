namespace JobPilot.Plugins.Jobs.Rules;

/// <summary>The form that a text of a rule is brought to, so that authors need not know it.</summary>
internal enum RuleText
{
    /// <summary>As written.</summary>
    AsWritten,

    /// <summary>Small letters without accents: what it is compared with is folded too.</summary>
    Folded,

    /// <summary>Small letters, accents kept.</summary>
    Lower,
}
