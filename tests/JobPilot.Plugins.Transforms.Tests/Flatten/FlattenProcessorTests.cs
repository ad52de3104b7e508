namespace JobPilot.Plugins.Transforms.Tests;

public sealed class FlattenProcessorTests
{
    private const string Nested = """{"t":"x","pay":{"min":1,"by":{"hour":2}},"places":[{"city":"Riga"}],"none":{},"odd.name":{"a":null}}""";

    [Theory]
    [InlineData("_", 0, false, """{"t":"x","pay_min":1,"pay_by_hour":2,"places":[{"city":"Riga"}],"none":{},"odd.name_a":null}""")]
    [InlineData(".", 1, false, """{"t":"x","pay.min":1,"pay.by":{"hour":2},"places":[{"city":"Riga"}],"none":{},"odd.name.a":null}""")]
    [InlineData("_", 0, true, """{"t":"x","pay_min":1,"pay_by_hour":2,"places_0_city":"Riga","none":{},"odd.name_a":null}""")]
    public void Process_Nested_ComesToTheTop(string separator, int depth, bool arrays, string expected) => Assert.Equal(
        expected,
        Samples.Run(new FlattenProcessor(new FlattenOptions { Separator = separator, Depth = depth, Arrays = arrays }, Samples.Context()), Nested));

    [Fact]
    public void Process_NameTwice_Rejects() => Assert.Equal(
        "Reject: step: the field 'a_b' would stand twice.",
        Samples.Run(new FlattenProcessor(new FlattenOptions(), Samples.Context()), """{"a":{"b":1},"a_b":2}"""));
}
