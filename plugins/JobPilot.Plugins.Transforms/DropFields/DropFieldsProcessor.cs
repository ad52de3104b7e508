namespace JobPilot.Plugins.Transforms;

/// <summary>Removes fields.</summary>
/// <param name="options">Which.</param>
/// <param name="context">Offers nothing that is needed here.</param>
[Processor("drop_fields", typeof(DropFieldsOptions), Description = "Removes fields.")]
public sealed class DropFieldsProcessor(DropFieldsOptions options, ComponentContext context) : IProcessor
{
    private readonly FieldPath[] _fields = [.. options.Fields.Select(FieldPath.Parse)];

    /// <summary>Id of the step.</summary>
    internal string Id { get; } = context.ComponentId;

    /// <inheritdoc />
    public Outcome Process(Record record, CancellationToken cancellationToken)
    {
        for (var i = _fields.Length - 1; i >= 0; i--)
        {
            record.Remove(_fields[i]);
        }

        return Outcome.Keep;
    }
}
