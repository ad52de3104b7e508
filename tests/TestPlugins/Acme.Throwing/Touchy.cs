using JobPilot;

namespace Acme.Throwing;

public sealed class TouchyOptions
{
    private readonly string _name = "";

    /// <summary>A property that takes the template, and throws at what comes of it.</summary>
    [Templated]
    public string Name
    {
        get => _name;
        init => _name = value.Length == 0 || value.Contains("{{", StringComparison.Ordinal) ? value : throw new InvalidOperationException("The stars are wrong.");
    }
}

[Processor("touchy", typeof(TouchyOptions))]
public sealed class TouchyProcessor(TouchyOptions options, ComponentContext context) : IProcessor
{
    public Outcome Process(Record record, CancellationToken cancellationToken) => Outcome.Drop($"{options.Name} {context.ComponentId}");
}

public sealed class MoodyOptions
{
    [Moody]
    [Templated]
    public string Name { get; init; } = "";
}

/// <summary>A rule that throws at what a template gives.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MoodyAttribute : System.ComponentModel.DataAnnotations.ValidationAttribute
{
    public override bool IsValid(object? value) => value is string text && text.Contains("{{", StringComparison.Ordinal) ? true : throw new IOException("The sky is closed.");
}

[Processor("moody", typeof(MoodyOptions))]
public sealed class MoodyProcessor(MoodyOptions options, ComponentContext context) : IProcessor
{
    public Outcome Process(Record record, CancellationToken cancellationToken) => Outcome.Drop($"{options.Name} {context.ComponentId}");
}

public sealed class WitnessOptions
{
    public string Path { get; init; } = "";
}

/// <summary>Leaves a file when it is disposed of.</summary>
[Collector("witness", typeof(WitnessOptions))]
public sealed class WitnessCollector(WitnessOptions options, ComponentContext context) : QuietCollector, IDisposable
{
    public void Dispose() => File.WriteAllText(System.IO.Path.Combine(context.WorkingDirectory, options.Path), "disposed");

    protected override string Answer() => "";
}
