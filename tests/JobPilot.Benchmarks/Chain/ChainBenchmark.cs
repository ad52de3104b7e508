using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using JobPilot.Testing;

namespace JobPilot.Benchmarks.Chain;

/// <summary>
/// The whole chain as a multiple of a bare scan of the same records, by CPU time of one thread: both read the file line by line, the chain in batches of 100 as
/// the engine does. The first half of the records warms up, twice; each round has a tenth that the chain has not met before, for a posting that was met is read from what is
/// kept of its sentences. The processors' shares are by the clock, each of its quickest round, for others use the machine too; beside them what each allocates.
/// </summary>
internal static class ChainBenchmark
{
    private const int Rounds = 5;
    private const int BatchSize = 100;

    /// <summary>A scan of a round's records is too short for the clock of CPU time.</summary>
    private const int Scans = 10;

    public static async Task RunAsync(string[] args)
    {
        var count = Input.Count(args, 5_000);
        var path = await Input.FileAsync(args, count);
        if (Input.Utf8Lines(path, count).Count() is var lines && lines < count)
        {
            Console.WriteLine($"'{path}' has {lines} records; {count} are asked for. Give a larger file, or ask for fewer.");
            return;
        }

        var chain = ShippedChain.Create(withModel: !args.Contains("no-model"));
        var scans = new List<double>();
        var wholes = new List<double>();
        var ticks = new long[chain.Count + 1];
        Array.Fill(ticks, long.MaxValue);
        var bytes = new long[chain.Count + 1];
        var folder = Directory.CreateTempSubdirectory("jobpilot-chain-");
        var half = Part(folder, path, 0, count / 2);
        count /= 2 * Rounds;
        Scan(half);
        Chain(half, chain, new long[chain.Count + 1], new long[chain.Count + 1]);
        Chain(half, chain, new long[chain.Count + 1], new long[chain.Count + 1]);
        for (var part = 0; part < Rounds; part++)
        {
            var tenth = Part(folder, path, (Rounds + part) * count, count);
            scans.Add(Measured.Of(() => Scan(tenth)).Cpu / Scans);
            var round = new long[chain.Count + 1];
            wholes.Add(Measured.Of(() => Chain(tenth, chain, round, bytes)).Cpu);
            for (var i = 0; i < ticks.Length; i++)
            {
                ticks[i] = Math.Min(ticks[i], round[i]);
            }
        }

        folder.Delete(recursive: true);
        var whole = Measured.Median(wholes);
        Console.WriteLine($"{Rounds} times {count} records; bare scan {Measured.Text(Measured.Median(scans) * 1e6 / count, "0.0")} us of CPU a record, the quickest {Measured.Text(scans.Min() * 1e6 / count, "0.0")}");
        Console.WriteLine("| step | share | us a record | x scan | bytes a record |");
        Console.WriteLine("|---|---:|---:|---:|---:|");
        for (var i = 0; i < ticks.Length; i++)
        {
            var seconds = (double)ticks[i] / Stopwatch.Frequency;
            var name = i == 0 ? "read and parse" : chain[i - 1].Type;
            Console.WriteLine($"| {name} | {Measured.Text(100.0 * ticks[i] / ticks.Sum(), "0.0")} % | {Measured.Text(seconds * 1e6 / count, "0.0")} | {Measured.Text(seconds / scans.Min())} | {bytes[i] / Rounds / count} |");
        }

        var ratios = scans.Zip(wholes, (one, other) => other / one);
        Console.WriteLine($"| whole chain, quickest round | | {Measured.Text(wholes.Min() * 1e6 / count, "0.0")} | {Measured.Text(wholes.Min() / scans.Min())} | {bytes.Sum() / Rounds / count} |");
        Console.WriteLine($"| whole chain | | {Measured.Text(whole * 1e6 / count, "0.0")} | {Measured.Text(Measured.Median(ratios))} | {bytes.Sum() / Rounds / count} |");
    }

    /// <summary>Some records of a file, in a file of their own.</summary>
    private static string Part(DirectoryInfo folder, string path, int skipped, int count)
    {
        var part = Path.Combine(folder.FullName, string.Create(CultureInfo.InvariantCulture, $"{skipped}.jsonl"));
        using var output = File.Create(part);
        foreach (var line in Input.Utf8Lines(path, skipped + count).Skip(skipped))
        {
            output.Write(line);
            output.WriteByte((byte)'\n');
        }

        return part;
    }

    private static void Scan(string path)
    {
        for (var i = 0; i < Scans; i++)
        {
            foreach (var line in Input.Utf8Lines(path, int.MaxValue))
            {
                var reader = new Utf8JsonReader(line);
                while (reader.Read())
                {
                }
            }
        }
    }

    private static void Chain(string path, IReadOnlyList<(string Type, object Processor)> chain, long[] ticks, long[] bytes)
    {
        var memory = new PlainMemory();
        var started = Stopwatch.GetTimestamp();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var records = new List<Record>(BatchSize);
        foreach (var line in Input.Utf8Lines(path, int.MaxValue))
        {
            records.Add(Record.FromUtf8(line).WithOrigin("jsearch"));
            if (records.Count == BatchSize)
            {
                Steps();
            }
        }

        Steps();

        void Steps()
        {
            Lap(0);
            for (var i = 0; i < chain.Count; i++)
            {
                var next = new List<Record>(records.Count);
                Step(chain[i].Processor, records, next, memory);
                records = next;
                Lap(i + 1);
            }

            records = new List<Record>(BatchSize);
        }

        void Lap(int step)
        {
            var now = Stopwatch.GetTimestamp();
            ticks[step] += now - started;
            started = now;
            var sofar = GC.GetAllocatedBytesForCurrentThread();
            bytes[step] += sofar - allocated;
            allocated = sofar;
        }
    }

    private static void Step(object processor, List<Record> records, List<Record> next, PlainMemory memory)
    {
        foreach (var record in records)
        {
            var outcome = processor is IStatefulProcessor stateful
                ? stateful.Process(record, memory, default)
                : ((IProcessor)processor).Process(record, default);
            if (outcome.Kind == OutcomeKind.Keep)
            {
                next.Add(record);
            }
            else if (outcome.Kind == OutcomeKind.Replace)
            {
                next.AddRange(outcome.Records.Select(one => one.WithOrigin("jsearch")));
            }
        }
    }
}
