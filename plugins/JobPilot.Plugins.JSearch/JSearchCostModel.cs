namespace JobPilot.Plugins.JSearch;

/// <summary>What a call for several pages costs.</summary>
public enum JSearchCostModel
{
    /// <summary>Each page is one credit.</summary>
    PerPage = 0,

    /// <summary>One page is one credit, 2 to 10 pages are two, 11 to 20 pages are three.</summary>
    Tiered = 1,
}
