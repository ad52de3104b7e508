namespace JobPilot.Evaluation;

/// <summary>A measurement that needs few of a large file's rows.</summary>
internal interface IRowFilter
{
    /// <summary>What the lines of its rows hold; others are not even parsed.</summary>
    string Word { get; }
}
