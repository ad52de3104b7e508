using JobPilot.Host;
using JobPilot.Host.Commands;

// For every pattern that sets no limit of its own, in plugins and libraries too. The runtime takes a TimeSpan only, so no configuration file can hold it.
AppContext.SetData("REGEX_DEFAULT_MATCH_TIMEOUT", TimeSpan.FromSeconds(5));

return await HostCommandLine.InvokeAsync(args, HostConsole.OfProcess());
