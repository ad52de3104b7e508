namespace JobPilot.Plugins.Transforms.Tests;

public sealed class DropFieldsProcessorTests
{
    [Fact]
    public void Process_Fields_AreRemoved() => Assert.Equal(
        """{"a":{"y":2},"list":[2],"c":1}""",
        Samples.Run(
            new DropFieldsProcessor(new DropFieldsOptions { Fields = ["a.x", "b", "absent.deep", "list[0]"] }, Samples.Context()),
            """{"a":{"x":1,"y":2},"b":[1],"list":[1,2],"c":1}"""));
}
