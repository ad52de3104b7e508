using JobPilot.Host;
using JobPilot.Host.Commands;

return await HostCommandLine.InvokeAsync(args, HostConsole.OfProcess());
