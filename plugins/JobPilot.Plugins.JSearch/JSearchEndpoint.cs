namespace JobPilot.Plugins.JSearch;

/// <summary>Which search of the API is called.</summary>
public enum JSearchEndpoint
{
    /// <summary><c>/search-v2</c>, which pages by cursor.</summary>
    SearchV2 = 0,

    /// <summary><c>/search</c>, which pages by number; for hosts that still serve it.</summary>
    Search = 1,
}
