using JobPilot.Configuration;
using JobPilot.Host;
using JobPilot.Host.Commands;

NativeHeap.KeepSmall();
var stopped = EarlySignals.Register(args);

// For every pattern that sets no limit of its own, in plugins and libraries too. The runtime takes a TimeSpan only, so no configuration file can hold it.
AppContext.SetData("REGEX_DEFAULT_MATCH_TIMEOUT", TimeSpan.FromSeconds(5));

if (args.Any(argument => argument.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || argument.EndsWith(".yml", StringComparison.OrdinalIgnoreCase)))
{
    // Whatever the verb is, the pipeline will be checked.
    _ = PipelineLoader.Prepare();
}

var work = Task.Run(() => HostCommandLine.InvokeAsync(args, HostConsole.OfProcess()));
return await await Task.WhenAny(work, stopped);
