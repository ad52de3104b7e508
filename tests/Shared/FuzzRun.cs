using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace JobPilot.Tests;

/// <summary>
/// Feeds a reader with seeded mutations of good and bad inputs: 50,000 of them, or as many as <c>JOBPILOT_TEST_FUZZ</c> says. What broke a reader once
/// lies in <c>tests/Corpus/NAME</c>, is fed as it is and is mutated further.
/// </summary>
internal sealed class FuzzRun
{
    private const int LongestInput = 64 * 1024;
    private const long MostGrowth = 256L << 20;
    private static readonly TimeSpan Slowest = TimeSpan.FromSeconds(1);
    private static readonly int Inputs = int.Parse(Environment.GetEnvironmentVariable("JOBPILOT_TEST_FUZZ") ?? "50000", CultureInfo.InvariantCulture);
    private readonly string _name;
    private readonly List<byte[]> _seeds;
    private readonly string[] _words;

    /// <param name="name">Folder of the corpus.</param>
    /// <param name="words">What mutations put in: the marks and words of the language.</param>
    /// <param name="seeds">Inputs to begin with.</param>
    public FuzzRun(string name, string[] words, params string[] seeds)
    {
        _name = name;
        _words = words;
        _seeds = [.. seeds.Select(Encoding.UTF8.GetBytes)];
        var corpus = Directory.EnumerateFiles(Path.Combine(SharedData.RepositoryRoot(), "tests", "Corpus", name)).Order(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(corpus);
        _seeds.AddRange(corpus.Select(File.ReadAllBytes));
    }

    /// <summary>Runs it; the target throws where the reader does anything but give a result or its own exception.</summary>
    public void Run(Action<byte[]> target)
    {
        _seeds.ForEach(seed => Feed(seed, target, "a seed"));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var number = 0; number < Inputs; number++)
        {
            var random = new Random(number);
            Feed(Mutate(random), target, string.Create(CultureInfo.InvariantCulture, $"input {number}"));
        }

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, MostGrowth);
    }

    private void Feed(byte[] input, Action<byte[]> target, string what)
    {
        var watch = Stopwatch.StartNew();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        string? problem = null;
        try
        {
            target(input);
        }
        catch (Exception exception)
        {
            problem = exception.ToString();
        }

        // A machine that does other things may stop a thread for a while: what was slow is measured again.
        for (var again = 0; problem is null && again < 3 && watch.Elapsed > Slowest; again++)
        {
            watch.Restart();
            target(input);
        }

        problem ??= watch.Elapsed > Slowest ? $"It took {watch.Elapsed}." : null;

        if (GC.GetAllocatedBytesForCurrentThread() - allocated is > MostGrowth and var bytes)
        {
            problem ??= $"It allocated {bytes} bytes.";
        }

        if (problem is not null)
        {
            Assert.Fail($"{_name}, {what}: {problem}\nAs base64, for tests/Corpus/{_name}: {Convert.ToBase64String(input)}");
        }
    }

    private byte[] Mutate(Random random)
    {
        var bytes = new List<byte>(_seeds[random.Next(_seeds.Count)]);
        for (var times = random.Next(1, 8); times > 0; times--)
        {
            var at = random.Next(bytes.Count + 1);
            var length = random.Next(Math.Min(bytes.Count - at, 40) + 1);
            switch (random.Next(7))
            {
                case 0 when at < bytes.Count:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    var part = bytes.GetRange(at, length);
                    for (var copies = random.Next(1, random.Next(20) == 0 ? 400 : 4); copies > 0 && bytes.Count < LongestInput; copies--)
                    {
                        bytes.InsertRange(at, part);
                    }

                    break;
                case 3:
                    var other = _seeds[random.Next(_seeds.Count)];
                    var from = random.Next(other.Length + 1);
                    bytes.InsertRange(at, other[from..Math.Min(other.Length, from + random.Next(60))]);
                    break;
                case 4:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
                default:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(_words[random.Next(_words.Length)]));
                    break;
            }
        }

        return [.. bytes];
    }
}
