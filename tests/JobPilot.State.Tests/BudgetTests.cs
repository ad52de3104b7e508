namespace JobPilot.State.Tests;

public sealed class BudgetTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly StateFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Spend_UpToTheLimit_ThenRefused()
    {
        await using var store = _folder.Open();
        Assert.Equal((true, 6), Flat(await store.SpendAsync("account", "2026-01", 10, 6, None)));
        Assert.Equal((false, 6), Flat(await store.SpendAsync("account", "2026-01", 10, 5, None)));
        Assert.Equal((true, 10), Flat(await store.SpendAsync("account", "2026-01", 10, 4, None)));
        Assert.Equal((false, 10), Flat(await store.SpendAsync("account", "2026-01", 10, 1, None)));
        Assert.Equal((true, 10), Flat(await store.SpendAsync("account", "2026-01", 10, 0, None)));
    }

    [Fact]
    public async Task Spend_OtherPeriodOrAccount_CountsApart()
    {
        await using var store = _folder.Open();
        await store.SpendAsync("account", "2026-01", 10, 10, None);
        Assert.True((await store.SpendAsync("account", "2026-02", 10, 1, None)).Spent);
        Assert.True((await store.SpendAsync("other", "2026-01", 10, 1, None)).Spent);
        Assert.Equal(10, await store.UsedAsync("account", "2026-01", None));
    }

    [Fact]
    public async Task Spend_HugeCost_RefusedWithoutOverflow()
    {
        await using var store = _folder.Open();
        await store.SpendAsync("account", "2026-01", 10, 5, None);
        Assert.Equal((false, 5), Flat(await store.SpendAsync("account", "2026-01", 10, long.MaxValue, None)));
    }

    [Fact]
    public async Task Spend_NegativeCost_Refused()
    {
        await using var store = _folder.Open();
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await store.SpendAsync("account", "2026-01", 10, -1, None));
    }

    [Fact]
    public async Task Used_AfterReopening_IsKept()
    {
        await using (var store = _folder.Open())
        {
            await store.SpendAsync("account", "2026-01", 10, 7, None);
        }

        await using var reopened = _folder.Open();
        Assert.Equal(7, await reopened.UsedAsync("account", "2026-01", None));
    }

    [Fact]
    public async Task Spend_FromTwoStoresAtOnce_NeverAboveTheLimit()
    {
        await using var first = _folder.Open();
        await using var second = _folder.Open();
        var spendings = await Task.WhenAll(Enumerable.Range(0, 60).Select(number => Task.Run(async () =>
            await (number % 2 == 0 ? first : second).SpendAsync("account", "2026-01", 20, 1, None))));
        Assert.Equal(20, spendings.Count(spending => spending.Spent));
        Assert.Equal(20, await first.UsedAsync("account", "2026-01", None));
    }

    private static (bool, long) Flat(Hosting.BudgetSpending spending) => (spending.Spent, spending.Used);
}
