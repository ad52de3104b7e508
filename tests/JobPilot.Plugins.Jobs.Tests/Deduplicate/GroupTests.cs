using JobPilot.Plugins.Jobs.Deduplicate;

namespace JobPilot.Plugins.Jobs.Tests.Deduplicate;

public class GroupTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("0\nid")]
    [InlineData("0\nid\trank\t\ta\tb\tc")]
    [InlineData("0\nid\trank\t\ta\tb\tc\td\te")]
    public void Parse_WhatItNeverWrote_Null(string? text) => Assert.Null(Group.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("-1")]
    [InlineData("someone")]
    public void Parse_RowThatIsNoMember_NobodyHasIt(string row)
    {
        var group = Group.Parse($"{row}\nid\trank\tm:1,u:2\tcollector\tpublisher\turl\t");
        Assert.Equal(("", "id"), (group!.Row, Assert.Single(group.Members).Id));
    }

    [Fact]
    public void ToString_ParsedAgain_IsTheSame()
    {
        var group = new Group { Row = "b" };
        group.Put(Member.Of("a", "2", ["m:1"], "one", null, "https://example.com/1"));
        group.Put(Member.Of("b", "1", [], null, "two\ttabs", null, "{\"l\":\"senior\"}"));
        var again = Group.Parse(group.ToString());
        Assert.Equal(("b", group.ToString()), (again!.Row, again.ToString()));
    }
}
