using JobPilot.Benchmarks.Chain;
using JobPilot.Benchmarks.Engine;
using JobPilot.Benchmarks.LiteDb;
using JobPilot.Benchmarks.Memory;
using JobPilot.Benchmarks.Shape;
using JobPilot.Benchmarks.Startup;
using JobPilot.Host;

NativeHeap.KeepSmall(); // As the host does.
var rest = args.Skip(1).ToArray();
switch (args.FirstOrDefault())
{
    case "chain":
        await ChainBenchmark.RunAsync(rest);
        return 0;
    case "engine":
        await EngineBenchmark.RunAsync(rest);
        return 0;
    case "litedb":
        await LiteDbBenchmark.RunAsync(rest);
        return 0;
    case "memory":
        await MemoryBenchmark.RunAsync(rest);
        return 0;
    case "shape":
        await ShapeBenchmark.RunAsync(rest);
        return 0;
    case "startup":
        await StartupBenchmark.RunAsync(rest);
        return 0;
    default:
        Console.Error.WriteLine(
            """
            dotnet run -c Release --project tests/JobPilot.Benchmarks -- WHAT [OPTIONS]
              chain   [FILE] [N] [no-model] every processor, and the chain, over a bare Utf8JsonReader scan of the same records
              engine  [FILE] [N]   a run of the chain to JSON Lines over a hand-written loop of the same processors
              litedb  [N]          the LiteDB sink over LiteDB's own Upsert
              memory  [N] [litedb] one run over demo postings: peak of the process, and the rate of each tenth
              shape   [FILE] [N]   noticing the shape of a source over the processors of the same records
              startup              start to first record, and validate, over a program that only loads the same libraries
            FILE holds postings in JSearch's shape, one a line; without it the demo collector's are used. Ratios are of interleaved runs.
            """);
        return 2;
}
