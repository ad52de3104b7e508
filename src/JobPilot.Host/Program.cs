using JobPilot.Host.Plugins;

var catalog = PluginCatalog.Discover(PluginDirectories.Resolve(
    AppContext.BaseDirectory, args, Environment.GetEnvironmentVariable(PluginDirectories.Variable), Environment.CurrentDirectory));
foreach (var component in catalog.Components)
{
    Console.WriteLine($"{component.Kind} {component.Type} ({component.AssemblyName} {component.Version}) {component.Description}");
}

foreach (var problem in catalog.Problems)
{
    Console.Error.WriteLine(problem);
}

return 0;
