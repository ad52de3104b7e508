using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace JobPilot.Plugins.Demo;

/// <summary>Options of the <c>demo</c> collector.</summary>
public sealed class DemoOptions
{
    /// <summary>How many records.</summary>
    [Range(0L, 1_000_000_000L)]
    [Description("How many records; 0 never ends.")]
    public long Records { get; init; } = 200;

    /// <summary>Chooses other records.</summary>
    [Description("Another seed gives other records and another retrieval time; the same seed always the same ones.")]
    public long Seed { get; init; } = 42;

    /// <summary>Records a page.</summary>
    [Range(10, 250)]
    [Description("Records a page.")]
    public int PageSize { get; init; } = 50;

    /// <summary>Parts that can be read apart.</summary>
    [Range(1, 64)]
    [Description("Parts that can be read apart, as searches of a real source could. The records are the same, whatever the number.")]
    public int Splits { get; init; } = 1;

    /// <summary>Shape of the postings.</summary>
    [Description("Shape of the postings: `current` (that of 2025; `'2025'` in quotes says the same), `legacy` (2022 to 2024) or `mixed`.")]
    [AllowedValues("2025", "current", "legacy", "mixed")]
    public string Era { get; init; } = "mixed";

    /// <summary>Wait before each page.</summary>
    [Description("Wait before each page, to play a slow source.")]
    public TimeSpan Delay { get; init; }

    /// <summary>Where the source fails.</summary>
    [Range(0L, 1_000_000_000L)]
    [Description("After so many records the source cannot be used any more, to try a fallback; never by default.")]
    public long? UnavailableAfter { get; init; }

    /// <summary>How much dirt the postings carry.</summary>
    [Description("How often each kind of dirt occurs.")]
    public DemoDirt Dirt { get; init; } = new();
}
