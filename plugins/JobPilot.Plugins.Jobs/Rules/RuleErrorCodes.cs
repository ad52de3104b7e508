namespace JobPilot.Plugins.Jobs.Rules;

/// <summary>Codes of the findings in rule files.</summary>
internal static class RuleErrorCodes
{
    /// <summary>The file is not there, or cannot be read.</summary>
    public const string Unreadable = "rules.unreadable";

    /// <summary>The file is larger than the limit, or no UTF-8.</summary>
    public const string NotText = "rules.not_text";

    /// <summary>The text is not YAML, has a key twice, or nests or holds more than is read.</summary>
    public const string Yaml = "rules.yaml";

    /// <summary>The version is missing, or another one.</summary>
    public const string Version = "rules.version";

    /// <summary>A section is none of the processors that have rules.</summary>
    public const string UnknownSection = "rules.unknown_section";

    /// <summary>A section has no such list.</summary>
    public const string UnknownList = "rules.unknown_list";

    /// <summary>A key is not known here.</summary>
    public const string UnknownKey = "rules.unknown_key";

    /// <summary>A list, table or text stands where another one is expected.</summary>
    public const string WrongType = "rules.wrong_type";

    /// <summary>A field that a rule must have is missing.</summary>
    public const string MissingKey = "rules.missing_key";

    /// <summary>A value is not allowed.</summary>
    public const string NotAllowed = "rules.not_allowed";

    /// <summary>No rule has the id.</summary>
    public const string UnknownId = "rules.unknown_id";

    /// <summary>A rule is there already, or is changed twice.</summary>
    public const string Duplicate = "rules.duplicate";
}
