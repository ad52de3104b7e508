using System.Text.Json;
using JobPilot.Testing;

namespace JobPilot.Benchmarks.Chain;

/// <summary>Every processor and the whole chain, in microseconds a record and as a multiple of a bare scan of the same bytes; one thread.</summary>
internal static class ChainBenchmark
{
    private const int Rounds = 5;

    public static void Run(string[] args)
    {
        var count = Input.Count(args, 5_000);
        var lines = Input.Lines(Input.FileAsync(args, count).GetAwaiter().GetResult(), count);
        var chain = ShippedChain.Create();
        var seconds = chain.Select(_ => new List<double>()).ToList();
        var scans = new List<double>();
        for (var round = -1; round < Rounds; round++)
        {
            var scan = Measured.Of(() => lines.ForEach(Scan)).Wall;
            var records = lines.ConvertAll(line => Record.FromUtf8(line).WithOrigin("jsearch"));
            if (round >= 0)
            {
                scans.Add(scan);
            }

            for (var i = 0; i < chain.Count; i++)
            {
                var next = new List<Record>(records.Count);
                var wall = Measured.Of(() => Step(chain[i].Processor, records, next)).Wall;
                records = next;
                if (round >= 0)
                {
                    seconds[i].Add(wall);
                }
            }
        }

        var bare = Measured.Median(scans);
        Console.WriteLine($"{lines.Count} records, {lines.Average(line => line.Length):0} bytes each; bare scan {bare * 1e6 / lines.Count:0.0} us a record");
        Console.WriteLine("| processor | us a record | x scan |");
        Console.WriteLine("|---|---:|---:|");
        for (var i = 0; i < chain.Count; i++)
        {
            var median = Measured.Median(seconds[i]);
            Console.WriteLine($"| {chain[i].Type} | {Measured.Text(median * 1e6 / lines.Count, "0.0")} | {Measured.Text(median / bare)} |");
        }

        var whole = Enumerable.Range(0, Rounds).Select(round => seconds.Sum(one => one[round]) / scans[round]).ToList();
        Console.WriteLine($"| whole chain | {Measured.Text(seconds.Sum(Measured.Median) * 1e6 / lines.Count, "0.0")} | {Measured.Text(Measured.Median(whole))} |");
    }

    private static void Scan(byte[] line)
    {
        var reader = new Utf8JsonReader(line);
        while (reader.Read())
        {
        }
    }

    private static void Step(object processor, List<Record> records, List<Record> next)
    {
        var memory = new PlainMemory();
        foreach (var record in records)
        {
            var outcome = processor is IStatefulProcessor stateful
                ? Remember(stateful, record, memory)
                : ((IProcessor)processor).Process(record, default);
            switch (outcome.Kind)
            {
                case OutcomeKind.Keep:
                    next.Add(record);
                    break;
                case OutcomeKind.Replace:
                    next.AddRange(outcome.Records.Select(one => one.WithOrigin("jsearch")));
                    break;
            }
        }
    }

    private static Outcome Remember(IStatefulProcessor processor, Record record, PlainMemory memory)
    {
        foreach (var key in processor.Keys(record))
        {
            memory.Get(key);
        }

        return processor.Process(record, memory, default);
    }
}
