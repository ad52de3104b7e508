namespace JobPilot.Expressions;

/// <summary>What an expression may use up. Generous for what authors write, small for what would stop a pipeline.</summary>
internal static class ExpressionLimits
{
    /// <summary>Longest source, in characters.</summary>
    public const int Source = 20_000;

    /// <summary>Deepest nesting of the source.</summary>
    public const int Depth = 200;

    /// <summary>Steps of all loops of one evaluation.</summary>
    public const int Loops = 10_000;

    /// <summary>Depth of calls.</summary>
    public const int Recursion = 50;

    /// <summary>Longest text that an evaluation makes, in characters.</summary>
    public const int Output = 1_000_000;

    /// <summary>Deepest nesting of a value that an evaluation yields.</summary>
    public const int NodeDepth = 32;

    /// <summary>Longest time of one evaluation.</summary>
    public static readonly TimeSpan Time = TimeSpan.FromSeconds(1);

    /// <summary>Longest time of one regular expression that may go back, and so may take for ever.</summary>
    public static readonly TimeSpan Regex = TimeSpan.FromMilliseconds(200);
}
