namespace JobPilot.Plugins.Jobs.NormalizeSalary;

/// <summary>One number with what stands directly at it.</summary>
internal struct Amount
{
    /// <summary>Where it begins, its currency included.</summary>
    public int Start;

    /// <summary>Where it ends, its currency included.</summary>
    public int End;

    /// <summary>The number, with k, lakh and crore worked in.</summary>
    public double Value;

    /// <summary>What k, lakh and crore multiplied it by; 1 without.</summary>
    public double Scale;

    /// <summary>Currency as written; null without.</summary>
    public string? Currency;

    /// <summary>Whether million or billion follows: no one's pay.</summary>
    public bool IsHuge;

    /// <summary>Whether a plus sign follows directly: a floor.</summary>
    public bool IsFloor;
}
