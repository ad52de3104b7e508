using JobPilot.Engine;
using JobPilot.Engine.Contracts;
using JobPilot.Testing;

namespace JobPilot.Benchmarks.Shape;

/// <summary>What noticing the shape of a source costs, over the chain of processors on the same records, by CPU time of one thread; interleaved.</summary>
internal static class ShapeBenchmark
{
    private const int Rounds = 5;
    private const int PageSize = 100;

    /// <summary>Looks a page are taken together, since one alone is over before the clock moves.</summary>
    private const int Looks = 20;

    public static async Task RunAsync(string[] args)
    {
        var count = Input.Count(args, 4_000);
        var path = await Input.FileAsync(args, count);
        var lines = Input.Utf8Lines(path, count).ToList();
        var chain = ShippedChain.Create().Select(step => step.Processor).OfType<IProcessor>().ToList();
        var shape = new SourceShape("jsearch", SourceContract.Evolving, _ => false);
        Look(shape, Pages(lines), 1);
        ShapeEnd.Fold(shape);
        Chain(Pages(lines), chain);
        var (looks, wholes, bytes) = (new List<double>(), new List<double>(), 0L);
        for (var round = 0; round < Rounds; round++)
        {
            var pages = Pages(lines);
            Look(shape, pages, 1);
            var look = Measured.Of(() => Look(shape, pages, Looks));
            looks.Add(look.Cpu / Looks);
            bytes = look.Allocated / Looks;
            wholes.Add(Measured.Of(() => Chain(pages, chain)).Cpu);
        }

        var ratios = looks.Zip(wholes, (look, whole) => look / whole);
        Console.WriteLine(
            $"{lines.Count} records, {shape.Nodes} fields: {Measured.Text(Measured.Median(looks) * 1e6 / lines.Count, "0.00")} us of CPU a record to notice their shape, {bytes / lines.Count} bytes; {Measured.Text(Measured.Median(wholes) * 1e6 / lines.Count, "0.0")} us for the processors that remember nothing; {Measured.Text(Measured.Median(ratios) * 100, "0.00")} %");
    }

    private static List<List<Record>> Pages(List<byte[]> lines) =>
        [.. lines.Chunk(PageSize).Select(page => page.Select(line => Record.FromUtf8(line).WithOrigin("jsearch")).ToList())];

    private static void Look(SourceShape shape, List<List<Record>> pages, int times)
    {
        for (var time = 0; time < times; time++)
        {
            foreach (var page in pages)
            {
                shape.Read(page, page.Count);
            }
        }
    }

    private static void Chain(List<List<Record>> pages, List<IProcessor> chain)
    {
        foreach (var page in pages)
        {
            var records = page;
            foreach (var step in chain)
            {
                records = [.. records.Select(record => (record, outcome: step.Process(record, default)))
                    .SelectMany(one => one.outcome.Kind switch
                    {
                        OutcomeKind.Keep => [one.record],
                        OutcomeKind.Replace => one.outcome.Records.Select(record => record.WithOrigin("jsearch")),
                        _ => [],
                    })];
            }
        }
    }
}
