using JobPilot.Tests;

namespace JobPilot.Plugins.Transforms.Tests;

public sealed class RenameProcessorTests
{
    [Theory]
    [InlineData("""{"a":1,"b":"x"}""", "a=c", """{"b":"x","c":1}""")]
    [InlineData("""{"a":1,"b":2}""", "a=b,b=a", """{"b":1,"a":2}""")]
    [InlineData("""{"a":{"x":1,"y":2}}""", "a.x=top", """{"a":{"y":2},"top":1}""")]
    [InlineData("""{"a":null}""", "a=deep.er", """{"deep":{"er":null}}""")]
    [InlineData("""{"a":1}""", "absent=b", """{"a":1}""")]
    [InlineData("""{"list":[1,2,3]}""", "list[0]=x,list[1]=y", """{"list":[3],"x":1,"y":2}""")]
    [InlineData("""{"a":1,"b":2}""", "a=b.c", "Reject: step: Nothing can be set at 'b.c': a plain value stands on the way.")]
    public void Process_Fields_AreMoved(string json, string moves, string expected)
    {
        var fields = moves.Split(',').Select(move => move.Split('=')).ToDictionary(move => move[0], move => move[1]);

        Assert.Equal(expected, Samples.Run(new RenameProcessor(new RenameOptions { Fields = fields }, Samples.Context()), json));
    }

    [Fact]
    public void Validate_WrongOptions_SaysWhatAndWhere() => Snapshot.Match(string.Join('\n', new RenameOptions
    {
        Fields = new Dictionary<string, string> { ["a"] = "x", ["b"] = "x", ["c["] = "y", ["d"] = "" },
    }.Validate()));
}
