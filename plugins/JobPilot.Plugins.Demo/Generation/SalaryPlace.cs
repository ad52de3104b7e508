namespace JobPilot.Plugins.Demo;

/// <summary>Where a posting names its salary.</summary>
internal enum SalaryPlace
{
    Fields,
    TextField,
    Description,
}
