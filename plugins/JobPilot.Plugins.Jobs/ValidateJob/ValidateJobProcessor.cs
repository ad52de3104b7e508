using System.Text.Json;

namespace JobPilot.Plugins.Jobs.ValidateJob;

/// <summary>
/// Rejects a listing that <c>job-listing.v1.schema.json</c> does not allow, with its findings. The schema is compiled once and walked beside the
/// listing's fields, since a general validator would cost more than all other processors together.
/// </summary>
[Processor("validate_job", typeof(ValidateJobOptions), Description = "Rejects listings that do not follow the schema of job listings.")]
public sealed class ValidateJobProcessor : IProcessor
{
    private static readonly Lazy<CompiledSchema> Schema = new(Load);

    [ThreadStatic]
    private static SchemaWalker? _walker;

    private readonly ValidateJobOptions _options;
    private readonly FieldPath[] _required;
    private readonly CompiledSchema _schema = Schema.Value;

    /// <summary>Creates it.</summary>
    /// <param name="options">Options.</param>
    /// <param name="context">Context.</param>
    public ValidateJobProcessor(ValidateJobOptions options, ComponentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _options = options;
        _required = [.. options.Required.Select(FieldPath.Parse)];
    }

    /// <inheritdoc />
    public Outcome Process(Record record, CancellationToken cancellationToken)
    {
        var walker = _walker ??= new SchemaWalker();
        walker.Start(_options.MaxReasons);
        walker.Check(record.Root, _schema);
        var reasons = walker.Reasons;
        var count = walker.Count;
        foreach (var path in _required)
        {
            if (!record.Has(path))
            {
                count++;
                reasons.Add($"/{path.Text.Replace('.', '/')} is missing (required by the pipeline)");
            }
        }

        if (count == 0)
        {
            return Outcome.Keep;
        }

        var named = string.Join("; ", reasons.Take(_options.MaxReasons));
        var more = count - Math.Min(reasons.Count, _options.MaxReasons);
        return Outcome.Reject($"validate_job: {named}{(more > 0 ? $"; and {more} more" : "")}");
    }

    private static CompiledSchema Load()
    {
        using var stream = typeof(ValidateJobProcessor).Assembly.GetManifestResourceStream("job-listing.v1.schema.json")!;
        using var document = JsonDocument.Parse(stream);
        return SchemaCompiler.Compile(document);
    }
}
