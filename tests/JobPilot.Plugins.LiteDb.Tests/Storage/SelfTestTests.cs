using JobPilot.Plugins.LiteDb.Storage;

namespace JobPilot.Plugins.LiteDb.Tests.Storage;

public sealed class SelfTestTests
{
    [Fact]
    public void Rule4_LiteDbOfThisBuild_WritesTheConfirmationByte() => Assert.Null(SelfTest.Verdict());

    [Theory]
    [InlineData("1:0,1:1,2:0,2:0", "confirmation bytes 0 0")]
    [InlineData("1:1,1:1,2:1", "confirmation bytes 1 1")]
    [InlineData("1:0,1:1", "1 transactions")]
    public void Rule4_AnotherLogFormat_IsRefused(string pages, string reason)
    {
        var verdict = SelfTest.Judge([.. pages.Split(',').Select(page => (uint.Parse(page[..1]), byte.Parse(page[2..])))]);
        Assert.Contains(reason, verdict, StringComparison.Ordinal);
        var fault = Assert.Throws<FaultException>(() => SelfTest.Require(verdict));
        Assert.Equal("litedb.self_test", fault.Code);
    }

    [Fact]
    public async Task Rule4_AnotherLogFormat_KeepsTheDatabaseFromBeingOpenedOrMade()
    {
        using var folder = new TemporaryFolder();
        await using var sink = Sinks.Open(folder.File("jobs.db"), settings: new DatabaseSettings { JudgeLiteDb = () => "confirmation bytes 0 0" });
        var fault = await Assert.ThrowsAsync<FaultException>(() => sink.WriteAsync(Sinks.Row(1)));
        Assert.Equal("litedb.self_test", fault.Code);
        Assert.False(File.Exists(folder.File("jobs.db")));
    }
}
