using System.Diagnostics;
using System.Globalization;

namespace JobPilot.Configuration.Tests.Yaml;

/// <summary>Whatever the text, the answer comes in bounded time.</summary>
public sealed class BombTests
{
    private const long MostBytes = 128L << 20;
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(3);

    public static TheoryData<string, string> Bombs() => new()
    {
        { "brackets", new string('[', 500_000) },
        { "braces", string.Concat(Enumerable.Repeat("{a: ", 200_000)) },
        { "open quote", "a: \"" + new string('x', 900_000) },
        { "long key", new string('k', 900_000) + ": 1" },
        { "long line", "a: " + new string('x', 1_000_000) },
        { "colons", string.Concat(Enumerable.Repeat("a: ", 300_000)) },
        { "dashes", string.Concat(Enumerable.Repeat("- ", 400_000)) },
        { "question marks", string.Concat(Enumerable.Repeat("? ", 400_000)) },
        { "deep indentation", string.Concat(Enumerable.Range(0, 1300).Select(i => new string(' ', i) + "a:\n")) },
        { "aliases", "a: &a [1,2,3,4,5,6,7,8,9]\n" + string.Concat(Enumerable.Range(1, 25).Select(i => string.Create(CultureInfo.InvariantCulture, $"k{i}: &a [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"))) },
        { "merges", "a: &a {b: 1}\n" + string.Concat(Enumerable.Range(1, 20_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"k{i}: {{<<: [*a,*a,*a]}}\n"))) },
        { "anchors", string.Concat(Enumerable.Range(1, 50_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"k{i}: &a{i} 1\n"))) },
        { "tabs", string.Concat(Enumerable.Repeat("\t\n", 400_000)) },
        { "tabbed lines", "a: [\n" + string.Concat(Enumerable.Repeat("\t1,\n", 60_000)) + "]" },
        { "documents", string.Concat(Enumerable.Repeat("---\na\n", 150_000)) },
        { "directives", string.Concat(Enumerable.Repeat("%YAML 1.2\n", 80_000)) },
        { "digits", "a: " + new string('9', 900_000) },
        { "interpolations", "a: '" + string.Concat(Enumerable.Repeat("${env:A:-b}", 80_000)) + "'" },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void Load_Bomb_IsRefusedInTime(string name, string text)
    {
        var (result, elapsed) = Load(text);
        for (var again = 0; again < 3 && elapsed >= Most; again++)
        {
            // A machine that does other things besides says little by one measurement.
            (result, elapsed) = Load(text);
        }

        Assert.True(elapsed < Most, $"{name}: {elapsed}");
        Assert.Null(result.Definition);
        Assert.NotEmpty(result.Findings);
        Assert.All(result.Findings, finding => Assert.True(finding.ToString().Length < 4000, name));
    }

    private static (LoadResult Result, TimeSpan Elapsed) Load(string text)
    {
        var watch = Stopwatch.StartNew();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var result = PipelineSample.LoadText(text);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, MostBytes);
        return (result, watch.Elapsed);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Load_RandomText_NeverThrows(int seed)
    {
        const string Alphabet = "a:-[]{}&*!|>'\"%@`#,?\n \t1${}<~.";
        var random = new Random(seed);
        for (var i = 0; i < 300; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 120)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));

            var result = PipelineSample.LoadText(text);

            Assert.NotEmpty(result.Findings);
        }
    }
}
