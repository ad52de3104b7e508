namespace JobPilot.Host;

/// <summary>What the process tells its caller.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>The run failed.</summary>
    public const int Failed = 1;

    /// <summary>The configuration or the command line is wrong.</summary>
    public const int Configuration = 2;

    /// <summary>A plugin, a file or a server is missing or cannot be opened; nothing was read yet.</summary>
    public const int Environment = 3;

    /// <summary>Stopped by SIGINT after a clean drain.</summary>
    public const int Interrupted = 130;

    /// <summary>Stopped by SIGTERM after a clean drain.</summary>
    public const int Terminated = 143;
}
