namespace JobPilot.Plugins.Demo;

/// <summary>Where the work is done.</summary>
internal enum WorkMode
{
    Unsaid = 0,
    Remote,
    Hybrid,
    OnSite,
}
