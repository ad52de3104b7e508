namespace JobPilot.Plugins.JSearch;

/// <summary>Who sells access to JSearch; each has its own host, header and keys.</summary>
public enum JSearchShop
{
    /// <summary>Told by <c>base_url</c> where its host is known, else by how the key begins.</summary>
    Auto = 0,

    /// <summary>RapidAPI, <c>https://jsearch.p.rapidapi.com</c>.</summary>
    Rapidapi = 1,

    /// <summary>OpenWeb Ninja, the vendor itself, <c>https://api.openwebninja.com/jsearch</c>; its keys begin with <c>ak_</c>.</summary>
    Openwebninja = 2,
}
