using JobPilot.Testing;

namespace JobPilot.Plugins.Transforms.Tests;

public abstract class TransformConformance : ProcessorConformance
{
    protected override IEnumerable<Record> Samples() =>
    [
        Tests.Samples.Of("""{"title":"Cooper","pay":{"min":1,"max":2},"places":[{"city":"Riga"}]}""", "a").WithOrigin(),
        Tests.Samples.Of("""{"title":null,"pay":null,"places":[]}""", "b").WithOrigin(),
        Tests.Samples.Of("""{"pay":{"min":"text"}}""", null).WithOrigin(),
        Record.Delete("c").WithOrigin(),
    ];
}

public sealed class MapConformanceTests : TransformConformance
{
    protected override IProcessor CreateProcessor() => new MapProcessor(
        new MapOptions
        {
            Fields = new Dictionary<string, string> { ["least"] = "record.pay.min", ["loud"] = "record.title | string.upcase" },
            Templates = new Dictionary<string, string> { ["label"] = "{{ record.title }}/{{ record.places[0].city }}" },
        },
        Tests.Samples.Context());
}

public sealed class FilterConformanceTests : TransformConformance
{
    protected override IProcessor CreateProcessor() => new FilterProcessor(new FilterOptions { Where = "record.pay.min > 0" }, Tests.Samples.Context());
}

public sealed class RenameConformanceTests : TransformConformance
{
    protected override IProcessor CreateProcessor() => new RenameProcessor(
        new RenameOptions { Fields = new Dictionary<string, string> { ["title"] = "name", ["pay.min"] = "least" } }, Tests.Samples.Context());
}

public sealed class DropFieldsConformanceTests : TransformConformance
{
    protected override IProcessor CreateProcessor() => new DropFieldsProcessor(new DropFieldsOptions { Fields = ["title", "pay.max"] }, Tests.Samples.Context());
}

public sealed class FlattenConformanceTests : TransformConformance
{
    protected override IProcessor CreateProcessor() => new FlattenProcessor(new FlattenOptions { Arrays = true }, Tests.Samples.Context());
}

public sealed class SampleConformanceTests : TransformConformance
{
    protected override IProcessor CreateProcessor() => new SampleProcessor(new SampleOptions { Rate = 0.5 }, Tests.Samples.Context());
}

public sealed class AssertConformanceTests : StatefulProcessorConformance
{
    protected override IStatefulProcessor CreateProcessor() => new AssertProcessor(
        new AssertOptions
        {
            Expectations =
            [
                new Expectation { Field = "pay", Max = 100, Then = AssertAction.Reject },
                new Expectation { Field = "url", Unique = true, Then = AssertAction.Reject },
                new Expectation { Field = "title", NotNull = true },
            ],
        },
        Tests.Samples.Context());

    protected override IEnumerable<Record> Samples() => Enumerable.Range(0, 20).Select(n =>
        Tests.Samples.Of($$"""{"id":"k{{n}}","url":"u{{n % 7}}","pay":{{n * 6}}}""", $"k{n}").WithOrigin());
}
