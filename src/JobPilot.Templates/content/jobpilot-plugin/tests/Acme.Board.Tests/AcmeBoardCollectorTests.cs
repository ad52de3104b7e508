using JobPilot;
using JobPilot.Testing;

namespace AcmeNamespace.Tests;

/// <summary>What every collector promises, proved for this one: the facts are inherited.</summary>
public sealed class AcmeBoardCollectorTests : CollectorConformance
{
    private const string Url = "https://board.example/api/jobs";

    [Fact]
    public async Task Read_AnswerOfAnotherShape_IsUnavailable()
    {
        var http = new FakeSourceHttp().Answer(Url, """{"error": "moved"}""");
        var collector = new AcmeBoardCollector(new AcmeBoardOptions(), TestContext.Create(http: http));

        var fault = await Assert.ThrowsAsync<FaultException>(async () =>
        {
            await foreach (var page in collector.ReadAsync(new SplitRead(new Split("nurse"), AsOf), default))
            {
                Assert.Fail($"A page of {page.Records.Count} records.");
            }
        });

        Assert.Equal(FaultKind.Unavailable, fault.Kind);
        Assert.Equal("acme_board.wrong_shape", fault.Code);
    }

    protected override ICollector CreateCollector()
    {
        var http = new FakeSourceHttp()
            .Answer($"{Url}?query=nurse&page=1", """{"jobs": [{"id": 1, "title": "Night nurse"}, {"id": 2, "title": "Head nurse"}], "next": 2}""")
            .Answer($"{Url}?query=nurse&page=2", """{"jobs": [{"id": 3, "title": "School nurse"}]}""");
        return new AcmeBoardCollector(new AcmeBoardOptions { BaseUrl = Url, Queries = ["nurse"] }, TestContext.Create(http: http));
    }
}
