namespace JobPilot.Plugins.JSearch.Tests;

public sealed class SearchPositionTests
{
    [Fact]
    public void After_LongChain_StaysWithinTheContractsLimit()
    {
        var position = SearchPosition.Start(JSearchEndpoint.SearchV2);
        for (var i = 0; i < 499; i++)
        {
            position = position.After(1, $"{i:d6}{new string('c', 8186)}");
        }

        Assert.False(position.End);
        Assert.True(position.ToPosition().Value.Length < 16 * 1024);
    }

    [Theory]
    [InlineData("a", "b", "a")]
    [InlineData("a", "a")]
    [InlineData("a", "b", "")]
    [InlineData("a", null)]
    public void After_CursorThatEndsTheChain_IsTheEnd(params string?[] cursors)
    {
        var position = SearchPosition.Start(JSearchEndpoint.SearchV2);
        foreach (var cursor in cursors[..^1])
        {
            position = SearchPosition.Read(position.After(1, cursor).ToPosition(), JSearchEndpoint.SearchV2);
            Assert.False(position.End);
        }

        position = SearchPosition.Read(position.After(1, cursors[^1]).ToPosition(), JSearchEndpoint.SearchV2);

        Assert.True(position.End);
        Assert.Equal(cursors.Length, position.PagesRead);
    }

    [Fact]
    public void After_NumberedPages_CountsOn()
    {
        var position = SearchPosition.Start(JSearchEndpoint.Search).After(3, cursor: null);

        Assert.Equal((4, 3, false), (position.NextPage, position.PagesRead, position.End));
        Assert.Equal("""{"pages_read":3,"next_page":4,"seen":[]}""", position.ToPosition().Value);
    }
}
