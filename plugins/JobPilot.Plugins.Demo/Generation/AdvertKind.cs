namespace JobPilot.Plugins.Demo;

/// <summary>How a record came about.</summary>
internal enum AdvertKind
{
    /// <summary>The first advert of its opening.</summary>
    Original = 0,

    /// <summary>The opening again, at another publisher.</summary>
    Duplicate,

    /// <summary>The opening again, posted anew later.</summary>
    Repost,

    /// <summary>The same advert again.</summary>
    Repeat,
}
