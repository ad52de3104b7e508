using System.Text.RegularExpressions;

namespace JobPilot.Host.Tests;

public sealed partial class RunIdsTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 23, 59, 58, TimeSpan.FromHours(1));

    [Fact]
    public void Create_StartsAMillisecondApart_SortAsTheyStarted()
    {
        var ids = Enumerable.Range(0, 2_500).Select(milliseconds => RunIds.Create(Start.AddMilliseconds(milliseconds))).ToList();

        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.All(ids, id => Assert.Matches(Shape(), id));
        Assert.StartsWith("20260101-225958-000", ids[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Create_SameMillisecond_HasAnother() => Assert.InRange(Enumerable.Range(0, 100).Select(_ => RunIds.Create(Start)).Distinct().Count(), 90, 100);

    [GeneratedRegex("^[0-9]{8}-[0-9]{6}-[0-9a-f]{6}$")]
    private static partial Regex Shape();
}
