namespace JobPilot.Configuration;

/// <summary>What bounds time and memory of reading a file.</summary>
internal static class ReadLimits
{
    /// <summary>Bytes of one file.</summary>
    public const int MaxFileBytes = 1024 * 1024;

    /// <summary>Levels of nesting.</summary>
    public const int MaxDepth = 64;

    /// <summary>Values of a file and all that it includes, aliases counted as what they stand for.</summary>
    public const int MaxValues = 20_000;

    /// <summary>Levels of <c>include</c>.</summary>
    public const int MaxIncludeDepth = 8;

    /// <summary>Files of one pipeline.</summary>
    public const int MaxFiles = 50;

    /// <summary>Bytes of a file of <c>${file:}</c>.</summary>
    public const int MaxSecretBytes = 64 * 1024;
}
