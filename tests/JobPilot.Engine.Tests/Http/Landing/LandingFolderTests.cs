using JobPilot.Engine.Http.Landing;
using JobPilot.Tests.Http;

namespace JobPilot.Engine.Tests.Http.Landing;

public sealed class LandingFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Runs_NoFolderYet_AreNone() => Assert.Empty(LandingFolder.Runs(_folder.Path));

    [Fact]
    public void Prune_NoFolderYet_TakesNothing() => Assert.Equal(0, Prune(maxBytes: 100));

    [Fact]
    public void Runs_Files_AreNamedByTheirRunsOldestFirst()
    {
        Put("20260303-a", 1, TimeSpan.Zero);
        Put("20260301-b", 1, TimeSpan.Zero);
        Put("20260302-c", 1, TimeSpan.Zero);
        File.WriteAllText(Path.Combine(_folder.Path, "notes.txt"), "no run");

        Assert.Equal(["20260301-b", "20260302-c", "20260303-a"], LandingFolder.Runs(_folder.Path));
    }

    [Fact]
    public void Prune_ExactlyAsOldAsIsKept_Stays()
    {
        Put("1", 10, TimeSpan.FromDays(30) + TimeSpan.FromSeconds(1));
        Put("2", 20, TimeSpan.FromDays(30));

        Assert.Equal(20, Prune(maxBytes: 1000));

        Assert.Equal(["2"], LandingFolder.Runs(_folder.Path));
    }

    [Theory]
    [InlineData(70, 10, "1 2 3")]
    [InlineData(69, 10, "2 3")]
    [InlineData(60, 10, "2 3")]
    [InlineData(59, 10, "3")]
    [InlineData(40, 10, "3")]
    [InlineData(39, 10, "")]
    [InlineData(60, 0, "1 2 3")]
    public void Prune_MoreThanFits_RemovesTheOldestUntilTheRestFits(int maxBytes, int room, string kept)
    {
        Put("1", 10, TimeSpan.Zero);
        Put("2", 20, TimeSpan.Zero);
        Put("3", 30, TimeSpan.Zero);

        var taken = Prune(maxBytes, room);

        Assert.Equal(kept, string.Join(' ', LandingFolder.Runs(_folder.Path)));
        Assert.Equal(kept.Sum(run => char.IsDigit(run) ? 10 * (run - '0') : 0), taken);
    }

    [Fact]
    public void Prune_RunUnderWay_IsNeitherCountedNorRemoved()
    {
        Put("now", 1000, TimeSpan.FromDays(99));

        Assert.Equal(0, Prune(maxBytes: 100));

        Assert.Equal(["now"], LandingFolder.Runs(_folder.Path));
    }

    private long Prune(long maxBytes, long room = 0) => LandingFolder.Prune(new LandingOptions(_folder.Path, TimeSpan.FromDays(30), maxBytes), "now", room, HttpBench.Start);

    private void Put(string run, int bytes, TimeSpan age)
    {
        Directory.CreateDirectory(_folder.Path);
        var path = LandingFolder.PathOf(_folder.Path, run);
        File.WriteAllBytes(path, new byte[bytes]);
        File.SetLastWriteTimeUtc(path, (HttpBench.Start - age).UtcDateTime);
    }
}
