namespace JobPilot.Plugins.Files;

/// <summary>What a file sink does with a file that is there when a new run begins.</summary>
public enum WriteMode
{
    /// <summary>The file starts anew.</summary>
    New = 0,

    /// <summary>Lines are added behind what is there.</summary>
    Append = 1,
}
