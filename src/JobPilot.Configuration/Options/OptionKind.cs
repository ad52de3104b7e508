namespace JobPilot.Configuration;

/// <summary>What the value of an option is in YAML.</summary>
internal enum OptionKind
{
    Text = 0,
    Secret = 1,
    Boolean = 2,
    Integer = 3,
    Number = 4,
    Choice = 5,
    Duration = 6,
    Moment = 7,
    Address = 8,
    List = 9,
    Map = 10,
    Section = 11,
    Anything = 12,
}
