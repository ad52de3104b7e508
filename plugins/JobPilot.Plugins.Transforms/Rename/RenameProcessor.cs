namespace JobPilot.Plugins.Transforms;

/// <summary>Moves fields to other names.</summary>
/// <param name="options">Old to new.</param>
/// <param name="context">Its id names the step in rejections.</param>
[Processor("rename", typeof(RenameOptions), Description = "Moves fields to other names.")]
public sealed class RenameProcessor(RenameOptions options, ComponentContext context) : IProcessor
{
    private readonly (FieldPath From, FieldPath To)[] _moves =
        [.. options.Fields.Select(field => (FieldPath.Parse(field.Key), FieldPath.Parse(field.Value)))];

    private readonly string _id = context.ComponentId;

    /// <inheritdoc />
    public Outcome Process(Record record, CancellationToken cancellationToken)
    {
        if (record.Operation == RecordOperation.Delete)
        {
            return Outcome.Keep;
        }

        var values = new byte[]?[_moves.Length];
        for (var i = 0; i < _moves.Length; i++)
        {
            if (record.GetKind(_moves[i].From) != RecordValueKind.Missing)
            {
                values[i] = record.GetUtf8(_moves[i].From).ToArray();
            }
        }

        // From the last to the first, so that items of one array listed in order do not move before they are removed.
        for (var i = _moves.Length - 1; i >= 0; i--)
        {
            if (values[i] is not null)
            {
                record.Remove(_moves[i].From);
            }
        }

        for (var i = 0; i < _moves.Length; i++)
        {
            if (values[i] is not { } value)
            {
                continue;
            }

            try
            {
                record.SetUtf8(_moves[i].To, value);
            }
            catch (InvalidOperationException exception)
            {
                return Outcome.Reject($"{_id}: {exception.Message}");
            }
        }

        return Outcome.Keep;
    }
}
