namespace JobPilot.Plugins.Files;

/// <summary>How a record is shown.</summary>
public enum ConsoleFormat
{
    /// <summary>One readable line.</summary>
    Text = 0,

    /// <summary>One JSON object a line.</summary>
    Json = 1,
}
